import { expect, test } from "vitest";
import { edgeCapacity } from "./edge-capacity.ts";

const nodes = { count: 3, cpu: 4, memory: "8Gi", bandwidth: 10_000_000, drain: undefined };

test("counts 80 % of the connections of every pod, over all tracks", () => {
  const tracks = [
    { replicas: 3, max_connections: 1000 },
    { replicas: 1, max_connections: 1000 },
  ];
  expect(edgeCapacity(tracks, 800, nodes)).toEqual({ viewers: 3200, onePodLost: 2400, limit: "connections" });
});

test("loses the largest pod, not just any", () => {
  const tracks = [
    { replicas: 2, max_connections: 1000 },
    { replicas: 1, max_connections: 2000 },
  ];
  expect(edgeCapacity(tracks, 800, nodes)).toEqual({ viewers: 3200, onePodLost: 1600, limit: "connections" });
});

test("stops at what one core of SRS sends", () => {
  expect(edgeCapacity([{ replicas: 2, max_connections: 10_000 }], 600, undefined)).toEqual({
    viewers: 6400,
    onePodLost: 3200,
    limit: "processor",
  });
});

test("stops at the network of a pod's node", () => {
  const slow = { ...nodes, bandwidth: 1_000_000 };
  expect(edgeCapacity([{ replicas: 1, max_connections: 1000 }], 1000, slow)).toEqual({
    viewers: 700,
    onePodLost: 0,
    limit: "network",
  });
});

test("stops at the networks of all nodes when pods share them", () => {
  const slow = { ...nodes, bandwidth: 1_000_000 };
  expect(edgeCapacity([{ replicas: 6, max_connections: 1000 }], 800, slow)).toEqual({
    viewers: 2625,
    onePodLost: 2625,
    limit: "network",
  });
});

test("holds nobody without pods", () => {
  expect(edgeCapacity([], 800, nodes)).toEqual({ viewers: 0, onePodLost: 0, limit: "connections" });
  expect(edgeCapacity([{ replicas: 0, max_connections: 1000 }], 800, undefined).viewers).toBe(0);
});
