import { expect, test } from "vitest";
import { atAddress, service, violationsOf } from "../test-model.ts";
import { onePortEach } from "./one-port-each.ts";

const open = (name: string, port: number, at = "lb-1") => atAddress(service(name, {}, [{ port }]), at);

test("reports a port that two Services take on one load balancer", () => {
  expect(violationsOf(onePortEach, { "srs-edge": [open("a", 1935)], "nginx-hls": [open("b", 1935)] })).toEqual([
    "nginx-hls: Service takes port 1935 of lb-1, which a has.",
  ]);
  expect(violationsOf(onePortEach, { "srs-edge": [open("a", 1935), open("b", 1935)] })).toHaveLength(1);
});

test("tells UDP from TCP, which is meant where nothing is said", () => {
  const both = (name: string, ...protocols: (string | undefined)[]) =>
    atAddress(
      service(
        name,
        {},
        protocols.map((protocol) => ({ port: 1935, ...(protocol && { protocol }) })),
      ),
      "lb-1",
    );
  expect(violationsOf(onePortEach, { a: [both("a", undefined, "UDP")] })).toEqual([]);
  expect(violationsOf(onePortEach, { a: [both("a", undefined), both("b", "TCP")] })).toHaveLength(1);
});

test("accepts other ports, other balancers and Services inside the cluster", () => {
  expect(
    violationsOf(onePortEach, {
      "srs-edge": [open("a", 1935), open("d", 1935, "lb-2")],
      "nginx-hls": [open("b", 80), service("c", {}, [{ port: 1935 }])],
    }),
  ).toEqual([]);
});

test("accepts one port twice where each Service gets a load balancer of its own", () => {
  expect(violationsOf(onePortEach, { a: [open("a", 1935, "lb-3"), open("b", 1935, "lb-3")] })).toEqual([]);
});
