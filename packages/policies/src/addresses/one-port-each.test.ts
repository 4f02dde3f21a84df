import { expect, test } from "vitest";
import { service, violationsOf } from "../test-model.ts";
import { onePortEach } from "./one-port-each.ts";

const open = (name: string, port: number, type = "LoadBalancer") => service(name, {}, [{ port }], type);

test("reports a port that two Services take on one load balancer", () => {
  expect(violationsOf(onePortEach, { "srs-edge": [open("a", 1935)], "nginx-hls": [open("b", 1935)] })).toEqual([
    "nginx-hls: Service takes port 1935 of lb-1, which a has.",
  ]);
});

test("accepts other ports, other balancers and Services inside the cluster", () => {
  expect(
    violationsOf(onePortEach, {
      "srs-edge": [open("a", 1935)],
      "nginx-hls": [open("b", 80), open("c", 1935, "ClusterIP")],
      apart: [open("d", 1935)],
    }),
  ).toEqual([]);
});
