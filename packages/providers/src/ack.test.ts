import { expect, test } from "vitest";
import { ack } from "./ack.ts";

const volume = { name: "pv-nas-srs-prod", server: "1abb-u80.cn-zhangjiakou.nas.aliyuncs.com", path: "/srs-prod" };

test("puts a Service on an existing SLB and takes its listeners", () => {
  const address = ack.address.parse({ slb: "lb-2zetmjpao868s9yzvr5ld", reach: "intranet", bandwidth: "2Gbps" });
  expect(ack.expose(address)).toEqual({
    type: "LoadBalancer",
    annotations: {
      "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": "intranet",
      "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-force-override-listeners": "true",
      "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-id": "lb-2zetmjpao868s9yzvr5ld",
      "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-scheduler": "wrr",
    },
    spec: { externalTrafficPolicy: "Cluster" },
  });
  expect(ack.loadBalancer(address)).toEqual({ id: "lb-2zetmjpao868s9yzvr5ld", bandwidth: 2_000_000 });
});

test("writes none of the annotation names that were renamed in 2019", () => {
  const { annotations } = ack.expose({ slb: "lb-a", reach: "internet" });
  expect(Object.keys(annotations).filter((key) => key.includes("alicloud"))).toEqual([]);
});

test("keeps a Service without an address inside the cluster", () => {
  expect(ack.expose(undefined)).toEqual({ type: "ClusterIP", annotations: {}, spec: {} });
});

test("refuses an SLB id that is none, an unknown reach and unknown keys", () => {
  const refused = (address: unknown) => ack.address.safeParse(address).error?.issues.map((issue) => issue.message);
  expect(refused({ slb: "eip-1", reach: "intranet" })).toEqual(["the id of an SLB begins with lb-"]);
  expect(refused({ slb: "lb-1", reach: "world" })).toEqual(['Invalid option: expected one of "intranet"|"internet"']);
  expect(refused({ slb: "lb-1", reach: "intranet", port: 80 })).toEqual(['Unrecognized key: "port"']);
});

test("mounts a NAS by CSI, into a folder that a server without root may write", () => {
  expect(ack.sharedVolume(volume)).toEqual({
    mountOptions: ["nolock", "tcp", "noresvport", "vers=3"],
    csi: {
      driver: "nasplugin.csi.alibabacloud.com",
      volumeHandle: "pv-nas-srs-prod",
      volumeAttributes: { server: volume.server, path: "/srs-prod", mode: "0777" },
    },
  });
});

test("reports a NAS in another region than the cluster", () => {
  const beijing = { ...volume, server: "1abb5492f7-ubq80.cn-beijing.nas.aliyuncs.com" };
  expect(ack.checkSharedVolume?.(beijing, "cn-zhangjiakou")).toEqual([
    {
      id: "storage/same-region",
      severity: "error",
      at: ["nas"],
      what: "The NAS 1abb5492f7-ubq80.cn-beijing.nas.aliyuncs.com is in cn-beijing, the cluster in cn-zhangjiakou.",
      why: "Nodes cannot mount it, so origins do not start and nobody can publish.",
      fix: "name a mount target in cn-zhangjiakou.",
    },
  ]);
  expect(
    ack.checkSharedVolume?.({ ...volume, server: "a.cn-beijing.extreme.nas.aliyuncs.com" }, "cn-hangzhou"),
  ).toHaveLength(1);
});

test("accepts a NAS in the cluster's region, and one whose region nobody can tell", () => {
  expect(ack.checkSharedVolume?.(volume, "cn-zhangjiakou")).toEqual([]);
  expect(ack.checkSharedVolume?.(volume, undefined)).toEqual([]);
  expect(ack.checkSharedVolume?.({ ...volume, server: "10.0.0.8" }, "cn-zhangjiakou")).toEqual([]);
});
