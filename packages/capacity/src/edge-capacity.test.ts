import { expect, test } from "vitest";
import { type EdgePods, edgeCapacity } from "./edge-capacity.ts";

const nodes = { count: 3, cpu: 4, memory: "8Gi", bandwidth: 10_000_000, drain: undefined };

const pod = (replicas: number, max_connections: number, less: Partial<EdgePods> = {}): EdgePods => ({
  replicas,
  max_connections,
  core: 1,
  memory: 2 ** 30,
  ...less,
});

/** All pods behind one load balancer. */
const together = (pods: readonly EdgePods[], bandwidth?: number) => [{ pods, bandwidth }];

test("counts 80 % of the connections of every pod, over all tracks", () => {
  const tracks = [pod(3, 1000), pod(1, 1000)];
  expect(edgeCapacity(together(tracks), 800, nodes)).toEqual({ viewers: 3200, onePodLost: 2400, limit: "connections" });
});

test("loses the largest pod, not just any", () => {
  const tracks = [pod(2, 1000), pod(1, 2000)];
  expect(edgeCapacity(together(tracks), 800, nodes)).toEqual({ viewers: 3200, onePodLost: 1600, limit: "connections" });
});

test("stops at what one core of SRS sends", () => {
  expect(edgeCapacity(together([pod(2, 10_000)]), 600, undefined)).toEqual({
    viewers: 6400,
    onePodLost: 3200,
    limit: "processor",
  });
});

test("stops at the part of a core that a pod is held to, and at its memory", () => {
  expect(edgeCapacity(together([pod(4, 3000, { core: 0.2 })]), 800, undefined)).toEqual({
    viewers: 1920,
    onePodLost: 1440,
    limit: "processor",
  });
  expect(edgeCapacity(together([pod(1, 3000, { memory: 210_000_000 })]), 800, undefined)).toEqual({
    viewers: 1600,
    onePodLost: 0,
    limit: "memory",
  });
});

test("stops at the network of a pod's node", () => {
  const slow = { ...nodes, bandwidth: 1_000_000 };
  expect(edgeCapacity(together([pod(1, 1000)]), 1000, slow)).toEqual({
    viewers: 700,
    onePodLost: 0,
    limit: "network",
  });
});

test("stops at the networks of all nodes when pods share them", () => {
  const slow = { ...nodes, bandwidth: 1_000_000 };
  expect(edgeCapacity(together([pod(6, 1000)]), 800, slow)).toEqual({
    viewers: 2625,
    onePodLost: 2625,
    limit: "network",
  });
});

test("stops at 80 % of what the load balancer is bought with, also when a pod is lost", () => {
  const pods = [pod(4, 1000)];
  expect(edgeCapacity(together(pods, 2_000_000), 800, nodes)).toEqual({
    viewers: 2000,
    onePodLost: 2000,
    limit: "bandwidth",
  });
  expect(edgeCapacity(together(pods, 3_000_000), 800, nodes)).toEqual({
    viewers: 3000,
    onePodLost: 2400,
    limit: "bandwidth",
  });
  expect(edgeCapacity(together(pods, 4_000_000), 800, nodes)).toEqual({
    viewers: 3200,
    onePodLost: 2400,
    limit: "connections",
  });
});

test("adds up what each load balancer lets through, and loses the pod that takes most", () => {
  const doors = [
    { pods: [pod(4, 1000)], bandwidth: 1_000_000 },
    { pods: [pod(2, 500)], bandwidth: 4_000_000 },
  ];
  expect(edgeCapacity(doors, 800, nodes)).toEqual({ viewers: 1800, onePodLost: 1400, limit: "bandwidth" });
  const free = doors.map(({ pods }) => ({ pods, bandwidth: undefined }));
  expect(edgeCapacity(free, 800, nodes)).toEqual({ viewers: 4000, onePodLost: 3200, limit: "connections" });
  expect(edgeCapacity(free, 800, { ...nodes, bandwidth: 1_000_000 })).toEqual({
    viewers: 2625,
    onePodLost: 2625,
    limit: "network",
  });
});

test("holds nobody without pods", () => {
  expect(edgeCapacity([], 800, nodes)).toEqual({ viewers: 0, onePodLost: 0, limit: "connections" });
  expect(edgeCapacity(together([pod(0, 1000)]), 800, undefined).viewers).toBe(0);
});
