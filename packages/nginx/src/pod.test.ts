import { expect, test } from "vitest";
import { nginxPod } from "./pod.ts";
import { ownPorts, sidecarPorts } from "./ports.ts";

const base = { version: "1.29.3", ports: ownPorts, drain: 30 };
const resources = { cpu: "250m", memory: "256Mi", qos: "Burstable" } as const;
const parts = { configMap: "nginx-hls-config-abc", resources };
const folder = nginxPod({ ...parts, settings: { ...base, root: "/usr/share/nginx/html" }, html: "html" });
const origin = { service: "socs", port: 8080, argument: "hls_ctx", cache: "2Gi" };

test("reads its configuration and the files, and writes to a small disk alone", () => {
  expect(folder.container.volumeMounts).toEqual([
    { name: "nginx-config", mountPath: "/etc/nginx-hls", readOnly: true },
    { name: "nginx-tmp", mountPath: "/tmp" },
    { name: "html", mountPath: "/usr/share/nginx/html", readOnly: true },
  ]);
  expect(folder.volumes).toEqual([
    { name: "nginx-config", configMap: { name: "nginx-hls-config-abc" } },
    { name: "nginx-tmp", emptyDir: { sizeLimit: "64Mi" } },
  ]);
  expect(folder.container.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
});

test("has a disk for its cache, which the node is asked for", () => {
  const { container, volumes } = nginxPod({ ...parts, settings: { ...base, origin } });
  expect(volumes).toContainEqual({ name: "nginx-cache", emptyDir: { sizeLimit: "2Gi" } });
  expect(container.volumeMounts).toContainEqual({ name: "nginx-cache", mountPath: "/cache" });
  expect(container.resources?.requests).toEqual({ cpu: "250m", memory: "256Mi", "ephemeral-storage": "2Gi" });
  expect(folder.container.resources?.requests).toEqual({ cpu: "250m", memory: "256Mi" });
});

test("waits for the files of its certificate, and shows at its start that they work", () => {
  const { container, volumes } = nginxPod({
    ...parts,
    settings: { ...base, ports: sidecarPorts, root: "/html", tls: { secretName: "web-tls" } },
  });
  expect(volumes).toContainEqual({
    name: "nginx-tls",
    secret: {
      secretName: "web-tls",
      items: [
        { key: "tls.crt", path: "tls.crt" },
        { key: "tls.key", path: "tls.key" },
      ],
    },
  });
  expect(container.volumeMounts).toContainEqual({ name: "nginx-tls", mountPath: "/etc/nginx-tls", readOnly: true });
  expect(container.ports).toEqual([
    { name: "hls", containerPort: 8081, protocol: "TCP" },
    { name: "hls-https", containerPort: 8444, protocol: "TCP" },
  ]);
  expect(container.startupProbe).toMatchObject({ httpGet: { path: "/healthz", port: "hls-https", scheme: "HTTPS" } });
  for (const probe of [container.readinessProbe, container.livenessProbe]) {
    expect(probe).toMatchObject({ httpGet: { path: "/healthz", port: "hls" } });
  }
});
