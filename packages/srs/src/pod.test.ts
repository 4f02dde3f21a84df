import { expect, test } from "vitest";
import { noOptions } from "./options/option.ts";
import { optionsOf } from "./options/options.ts";
import { srsPodSpec } from "./pod.ts";

const pod = {
  app: "srs-origin",
  serviceAccount: "srs-origin",
  version: "v6.0-r0",
  maxConnections: 1000,
  resources: { cpu: "1", memory: "1Gi", qos: "Burstable" },
  configMap: "srs-origin-config",
  preStop: 5,
  terminationGracePeriodSeconds: 30,
  options: noOptions,
} as const;

test("has what the options ask for, beside its own", () => {
  const options = optionsOf({
    reload: "restart",
    https: { secretName: "web-tls" },
    metrics: { namespace: "a", labels: {} },
  });
  const { containers, volumes } = srsPodSpec({ ...pod, options });
  expect(containers[0]?.ports?.map(({ name, containerPort }) => [name, containerPort])).toEqual([
    ["rtmp", 1935],
    ["api", 1985],
    ["http", 8080],
    ["metrics", 9972],
    ["https", 8443],
  ]);
  expect(containers[0]?.volumeMounts?.map(({ name, mountPath }) => [name, mountPath])).toEqual([
    ["config", "/etc/srs"],
    ["tmp", "/tmp"],
    ["tls", "/etc/srs-tls"],
  ]);
  expect(volumes.map(({ name }) => name)).toEqual(["config", "tmp", "tls"]);
});

test("is one server and nothing else without them", () => {
  const spec = srsPodSpec(pod);
  expect(spec.containers.map(({ name }) => name)).toEqual(["srs"]);
  expect(spec).not.toHaveProperty("initContainers");
  expect(spec.volumes.map(({ name }) => name)).toEqual(["config", "tmp"]);
});

test("has a companion and its volumes, and the image's pages, where HLS goes", () => {
  const beside = { container: { name: "nginx" }, volumes: [{ name: "nginx-tmp", emptyDir: {} }] };
  const spec = srsPodSpec({ ...pod, html: { disk: "1Gi" }, pages: true, beside });
  expect(spec.containers.map(({ name }) => name)).toEqual(["srs", "nginx"]);
  expect(spec.initContainers?.map(({ name, image }) => [name, image])).toEqual([["pages", "ossrs/srs:v6.0-r0"]]);
  expect(spec.volumes.map(({ name }) => name)).toEqual(["config", "tmp", "html", "nginx-tmp"]);
});
