import { expect, test } from "vitest";
import { ack } from "./ack.ts";

const volume = { name: "pv-nas-srs-prod", server: "1abb-u80.cn-zhangjiakou.nas.aliyuncs.com", path: "/srs-prod" };
const web = { alb: "alb-live", domain: "example.org", certificate: { secretName: "web-tls" } };

const expose = (address: unknown) => ack.expose(ack.address.parse(address));
const refused = (address: unknown) => ack.address.safeParse(address).error?.issues.length ?? 0;
const key = (name: string) => `service.beta.kubernetes.io/alibaba-cloud-loadbalancer-${name}`;

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

test("puts a Service on an existing NLB by the class that the NLB controller looks for", () => {
  const address = ack.address.parse({ nlb: "nlb-wb7r6dlwetvt5j3yv7", bandwidth: "500Mbps" });
  expect(ack.expose(address)).toEqual({
    type: "LoadBalancer",
    annotations: {
      [key("force-override-listeners")]: "true",
      [key("id")]: "nlb-wb7r6dlwetvt5j3yv7",
      [key("scheduler")]: "wrr",
    },
    spec: { externalTrafficPolicy: "Cluster", loadBalancerClass: "alibabacloud.com/nlb" },
    showingClients: { [key("preserve-client-ip")]: "on" },
  });
  expect(ack.loadBalancer(address)).toEqual({ id: "nlb-wb7r6dlwetvt5j3yv7", bandwidth: 500_000 });
});

test("lets the cluster make a CLB for each Service, in a vSwitch if it is an intranet one", () => {
  expect(expose({ new: "clb", reach: "internet" })).toEqual({
    type: "LoadBalancer",
    annotations: { [key("address-type")]: "internet", [key("scheduler")]: "wrr" },
    spec: { externalTrafficPolicy: "Cluster" },
  });
  expect(expose({ new: "clb", reach: "intranet", vswitch: "vsw-2zeqgkyib34gw1fxs" }).annotations).toEqual({
    [key("address-type")]: "intranet",
    [key("scheduler")]: "wrr",
    [key("vswitch-id")]: "vsw-2zeqgkyib34gw1fxs",
  });
  expect(ack.loadBalancer(ack.address.parse({ new: "clb", reach: "internet", bandwidth: "1Gbps" }))).toEqual({
    id: undefined,
    bandwidth: 1_000_000,
  });
});

test("lets the cluster make an NLB for each Service, in two zones or more", () => {
  const zones = { "cn-beijing-h": "vsw-b", "cn-beijing-g": "vsw-a" };
  expect(expose({ new: "nlb", reach: "internet", zones })).toEqual({
    type: "LoadBalancer",
    annotations: {
      [key("address-type")]: "internet",
      [key("scheduler")]: "wrr",
      [key("zone-maps")]: "cn-beijing-g:vsw-a,cn-beijing-h:vsw-b",
    },
    spec: { externalTrafficPolicy: "Cluster", loadBalancerClass: "alibabacloud.com/nlb" },
    showingClients: { [key("preserve-client-ip")]: "on" },
  });
  expect(refused({ new: "nlb", reach: "internet", zones: { "cn-beijing-g": "vsw-a" } })).toBe(1);
  expect(refused({ new: "nlb", reach: "internet" })).toBe(1);
});

test("writes none of the annotation names that were renamed in 2019", () => {
  const { annotations } = ack.expose({ slb: "lb-a", reach: "internet" });
  expect(Object.keys(annotations).filter((key) => key.includes("alicloud"))).toEqual([]);
});

test("keeps a Service without an address inside the cluster", () => {
  expect(ack.expose(undefined)).toEqual({ type: "ClusterIP", annotations: {}, spec: {} });
});

test("refuses ids that are none, an unknown reach, unknown keys, and a vSwitch where it means nothing", () => {
  expect(refused({ slb: "eip-1", reach: "intranet" })).toBe(1);
  expect(refused({ nlb: "lb-1" })).toBe(1);
  expect(refused({ slb: "lb-1", reach: "world" })).toBe(1);
  expect(refused({ slb: "lb-1", reach: "intranet", port: 80 })).toBe(1);
  expect(refused({ nlb: "nlb-1", reach: "intranet" })).toBe(1);
  expect(refused({ new: "clb", reach: "internet", vswitch: "vsw-1" })).toBe(1);
  expect(refused({ ...web, certificate: undefined })).toBe(1);
  expect(refused({})).toBe(1);
});

test("brings host names to an ALB by HTTPS, through node ports", () => {
  const address = ack.address.parse(web);
  expect(ack.expose(address)).toEqual({ type: "NodePort", annotations: {}, spec: {} });
  expect(ack.loadBalancer(address)).toBeUndefined();
  const made = ack.web?.(address, "web");
  expect(made?.domain).toBe("example.org");
  expect(made?.front({ app: "gateway" })).toEqual([]);
  const hosts = [
    { host: "flv.example.org", service: "xiu", port: { name: "httpflv", number: 8081 }, endless: true },
    { host: "hls.example.org", service: "xiu", port: { name: "hls", number: 8080 }, endless: false },
  ];
  expect(made?.route({ name: "xiu-prod", labels: { app: "xiu" }, hosts })).toEqual([
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "xiu-prod-ingress",
        labels: { app: "xiu" },
        annotations: {
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
          "alb.ingress.kubernetes.io/ssl-redirect": "true",
        },
      },
      spec: {
        ingressClassName: "alb-live",
        tls: [{ hosts: ["flv.example.org", "hls.example.org"], secretName: "web-tls" }],
        rules: [
          {
            host: "flv.example.org",
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "xiu", port: { number: 8081 } } } }],
            },
          },
          {
            host: "hls.example.org",
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "xiu", port: { number: 8080 } } } }],
            },
          },
        ],
      },
    },
  ]);
  expect(ack.web?.({ slb: "lb-a", reach: "internet" }, "main")).toBeUndefined();
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
    ack
      .checkSharedVolume?.(
        { ...volume, server: "a.cn-beijing.extreme.nas.aliyuncs.com", path: "/share" },
        "cn-hangzhou",
      )
      .map(({ id }) => id),
  ).toEqual(["storage/same-region"]);
});

test("reports a folder of an Extreme NAS that is not below /share", () => {
  const extreme = { ...volume, server: "a.cn-zhangjiakou.extreme.nas.aliyuncs.com" };
  expect(ack.checkSharedVolume?.({ ...extreme, path: "/shared/live" }, "cn-zhangjiakou")).toEqual([
    {
      id: "storage/extreme-path",
      severity: "error",
      at: ["path"],
      what: "The folder /shared/live is not below /share, where an Extreme NAS has all of its folders.",
      why: "Nodes cannot mount it, so origins do not start and nobody can publish.",
      fix: "path: /share/shared/live",
    },
  ]);
  expect(ack.checkSharedVolume?.({ ...extreme, path: "/share/live" }, "cn-zhangjiakou")).toEqual([]);
});

test("accepts a NAS in the cluster's region, and one whose region nobody can tell", () => {
  expect(ack.checkSharedVolume?.(volume, "cn-zhangjiakou")).toEqual([]);
  expect(ack.checkSharedVolume?.(volume, undefined)).toEqual([]);
  expect(ack.checkSharedVolume?.({ ...volume, server: "10.0.0.8" }, "cn-zhangjiakou")).toEqual([]);
});
