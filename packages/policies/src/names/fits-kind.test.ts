import { expect, test } from "vitest";
import { deployment, service, violationsOf } from "../test-model.ts";
import { fitsKind } from "./fits-kind.ts";

const object = (kind: string, name: string, labels?: object) => ({
  apiVersion: "v1",
  kind,
  metadata: { name, ...(labels && { labels }) },
});
const long = (length: number) => "n".repeat(length);

test("reports names that are too long for their kind, and accepts the longest", () => {
  const kinds = { Namespace: 63, Service: 63, CronJob: 52, StatefulSet: 52, Deployment: 253 };
  for (const [kind, most] of Object.entries(kinds)) {
    // A subdomain's labels are 63 each at most; a Deployment has no other limit than the whole.
    const name = (length: number) =>
      length > 63
        ? long(length)
            .replace(/.{50}(?=.)/g, "$&.")
            .slice(0, length)
        : long(length);
    expect(violationsOf(fitsKind, { a: [object(kind, name(most))] }), kind).toEqual([]);
    expect(violationsOf(fitsKind, { a: [object(kind, name(most + 1))] })).toEqual([
      `a: ${kind} has a name of ${most + 1} characters, and the most for a ${kind} is ${most}.`,
    ]);
  }
});

test("reports names with letters that no object may have, and dots where none may be", () => {
  const named = [
    object("ConfigMap", "Srs"),
    object("ConfigMap", "a.b"),
    object("Service", "a.b"),
    object("Role", "a:b"),
  ];
  expect(violationsOf(fitsKind, { a: named })).toEqual([
    "a: ConfigMap has a name that is not 1 to 253 lower case letters, digits, hyphens and dots.",
    "a: Service has a name that is not 1 to 63 lower case letters, digits and hyphens.",
  ]);
});

test("reports a label's value that is too long, on objects and on their pods", () => {
  expect(violationsOf(fitsKind, { a: [object("ConfigMap", "c", { run: long(64), app: long(63) })] })).toEqual([
    `a: ConfigMap has the label run: ${long(64)}, which is not at most 63 letters, digits, hyphens, underscores and dots.`,
  ]);
  expect(violationsOf(fitsKind, { a: [deployment("d", { run: "a b" })] })).toEqual([
    "a: Deployment has the label run: a b, which is not at most 63 letters, digits, hyphens, underscores and dots.",
  ]);
});

test("reports a Pod's label once", () => {
  const pod = { ...object("Pod", "p", { run: "a b" }), spec: { containers: [] } };
  expect(violationsOf(fitsKind, { a: [pod] })).toHaveLength(1);
});

test("reports names inside a pod that the cluster refuses: containers, volumes, ports", () => {
  const pod = {
    initContainers: [{ name: "Init" }],
    containers: [{ name: "srs", ports: [{ name: "longer-than-fifteen", containerPort: 1 }, { containerPort: 2 }] }],
    volumes: [{ name: "a.b" }],
  };
  expect(violationsOf(fitsKind, { a: [deployment("d", {}, pod)] })).toEqual([
    "a: Deployment has a container called Init, which is not 1 to 63 lower case letters, digits and hyphens.",
    "a: Deployment has a volume called a.b, which is not 1 to 63 lower case letters, digits and hyphens.",
    "a: Deployment has a container port called longer-than-fifteen, which is not 1 to 15 lower case letters, digits and single hyphens, one letter at least.",
  ]);
});

test("reports a Service's port by its own, longer measure", () => {
  expect(violationsOf(fitsKind, { a: [service("s", {}, [{ name: "longer-than-fifteen", port: 1 }])] })).toEqual([]);
  expect(violationsOf(fitsKind, { a: [service("s", {}, [{ name: "RTMP", port: 1 }])] })).toEqual([
    "a: Service has a port called RTMP, which is not 1 to 63 lower case letters, digits and hyphens.",
  ]);
});
