import { describe, expect, test } from "vitest";
import { configFiles, type XiuPod, xiuPodSpec } from "./pod.ts";
import { originConfig, pullEdgeConfig, pushOriginConfig } from "./roles.ts";
import { parseVersion } from "./versions.ts";

const options = { version: parseVersion("0.13.0"), gopNum: 1, logLevel: "info" } as const;
const origin = originConfig({ ...options, hls: {} });
const auth = { publish: true, play: ["hls"], algorithm: "md5" } as const;

function podOf(change: Partial<XiuPod> = {}) {
  return xiuPodSpec({
    app: "xiu",
    serviceAccount: "xiu",
    version: "0.13.0",
    config: origin,
    configMap: "xiu-node-configmap-abc",
    drain: 0,
    disk: "1Gi",
    resources: { cpu: "1", memory: "256Mi", qos: "Burstable" },
    ...change,
  });
}

test("an origin's container", () => {
  const [container] = podOf().containers;
  const alive = { exec: { command: ["/bin/bash", "/etc/xiu/alive.sh", "1935", "8081", "8080", "8000"] } };
  expect(container).toEqual({
    name: "xiu",
    image: "docker.io/harlancn/xiu:0.13.0",
    command: ["/bin/bash", "/etc/xiu/start.sh"],
    args: ["/app/xiu", "/etc/xiu/config_rtmp.toml", "8000", "0"],
    workingDir: "/hls",
    ports: [
      { name: "rtmp", containerPort: 1935, protocol: "TCP" },
      { name: "httpflv", containerPort: 8081, protocol: "TCP" },
      { name: "hls", containerPort: 8080, protocol: "TCP" },
      { name: "api", containerPort: 8000, protocol: "TCP" },
    ],
    startupProbe: { ...alive, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 1 },
    readinessProbe: { tcpSocket: { port: "rtmp" }, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 2 },
    livenessProbe: { ...alive, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    terminationMessagePolicy: "FallbackToLogsOnError",
    resources: {
      requests: { cpu: "1", memory: "256Mi", "ephemeral-storage": "1Gi" },
      limits: { memory: "256Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [
      { name: "config", mountPath: "/etc/xiu", readOnly: true },
      { name: "hls", mountPath: "/hls" },
    ],
  });
  expect(podOf().volumes).toEqual([
    { name: "config", configMap: { name: "xiu-node-configmap-abc" } },
    { name: "hls", emptyDir: { sizeLimit: "1Gi" } },
  ]);
});

test("a pod is given the time that its drain takes", () => {
  expect(podOf().terminationGracePeriodSeconds).toBe(10);
  expect(podOf({ drain: 120 }).terminationGracePeriodSeconds).toBe(130);
  expect(podOf({ drain: 120 }).containers[0]?.args?.[3]).toBe("120");
});

test("start.sh is told what to guard", () => {
  const pull = pullEdgeConfig({ ...options, origin: "xiu-prod-service" });
  const push = pushOriginConfig({ ...options, edges: ["a-0.pods", "a-1.pods"] });
  const guarded = (config: XiuPod["config"]) => podOf({ config, disk: undefined }).containers[0]?.args?.slice(4);
  expect(guarded(pull)).toEqual(["pull", "xiu-prod-service", "1935"]);
  expect(guarded(push)).toEqual(["push", "2", "1935"]);
  expect(guarded({ ...push, rtmp: { enabled: true, port: 1935, ...pull.rtmp, ...push.rtmp } })).toEqual(guarded(pull));
  expect(guarded(pushOriginConfig({ ...options, edges: [] }))).toEqual([]);
});

test("without HLS there is nothing to write to", () => {
  const pod = podOf({ config: originConfig(options), disk: undefined });
  expect(pod.volumes.map(({ name }) => name)).toEqual(["config"]);
  expect(pod.containers[0]).not.toHaveProperty("workingDir");
  expect(pod.containers[0]?.resources.requests).toEqual({ cpu: "1", memory: "256Mi" });
});

describe("with tokens", () => {
  const config = originConfig({ ...options, hls: {}, auth });
  const pod = podOf({ config, secret: "xiu-auth" });

  test("the file is completed before xiu starts, in memory, from a Secret alone", () => {
    const fromSecret = (name: string, key: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: "xiu-auth", key, optional: true } },
    });
    expect(pod.initContainers).toEqual([
      {
        name: "config",
        image: "docker.io/harlancn/xiu:0.13.0",
        command: ["/bin/bash", "/etc/xiu/secret.sh"],
        args: ["/etc/xiu/config_rtmp.toml", "/run/xiu/config_rtmp.toml", "KEY"],
        env: [
          fromSecret("KEY", "key"),
          fromSecret("PASSWORD", "password"),
          fromSecret("PUSH_PASSWORD", "push_password"),
        ],
        resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "32Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
        volumeMounts: [
          { name: "config", mountPath: "/etc/xiu", readOnly: true },
          { name: "secret", mountPath: "/run/xiu" },
        ],
      },
    ]);
    expect(pod.containers[0]?.args?.[1]).toBe("/run/xiu/config_rtmp.toml");
    expect(pod.containers[0]?.volumeMounts).toContainEqual({ name: "secret", mountPath: "/run/xiu", readOnly: true });
    expect(pod.volumes).toContainEqual({ name: "secret", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } });
  });

  test("a password is needed where the token is the password", () => {
    const simple = originConfig({ ...options, auth: { ...auth, algorithm: "simple" } });
    expect(podOf({ config: simple, secret: "xiu-auth" }).initContainers?.[0]?.args?.[2]).toBe("PASSWORD");
  });

  test("the ConfigMap has the script and no secret", () => {
    expect(Object.keys(configFiles(config))).toEqual(["config_rtmp.toml", "start.sh", "alive.sh", "secret.sh"]);
    expect(Object.keys(configFiles(origin))).toEqual(["config_rtmp.toml", "start.sh", "alive.sh"]);
    expect(configFiles(config)["config_rtmp.toml"]).not.toContain("authsecret");
  });

  test("every file begins as generated files do", () => {
    for (const text of Object.values(configFiles(config))) {
      expect(text.split("\n")[0]).toBe("# Generated by weir. Edit environment.yaml instead.");
    }
  });
});
