import { type Finding, FindingsError, formatFinding } from "@weir/finding/finding";
import { describe, expect, test } from "vitest";
import { renderEnvironments } from "./render.ts";
import { writeWorkspace } from "./test-workspace.ts";

/** What is found in environments, given by name: everything, warnings too. */
async function findingsOf(environments: Record<string, string>): Promise<readonly Finding[]> {
  const names = Object.keys(environments);
  const file = (name: string) => `environments/${name}/environment.yaml`;
  const root = writeWorkspace(Object.fromEntries(names.map((name) => [file(name), environments[name] ?? ""])));
  const folders = names.map((name) => ({ name, directory: `environments/${name}` }));
  try {
    return (await renderEnvironments(root, folders)).flatMap(({ warnings }) => warnings);
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  }
}

const plain = `cluster: {provider: plain, kubernetes: "1.34"}`;
const ack = `cluster: {provider: ack, region: cn-zhangjiakou, kubernetes: "1.34"}`;
const yandex = `cluster: {provider: yandex, kubernetes: "1.34", nodes: {count: 3, cpu: 4, memory: 8Gi}}`;
const balancer = "main: {slb: lb-2zetmjpao868s9yzvr5ld, reach: intranet}";
const alb = "web: {alb: alb, domain: example.org, certificate: {secretName: tls}}";
const gwin =
  "web: {gwin: gwin-default, domain: example.org, certificate: fpq6gvvm6piu8bnjh0a1, subnets: [e9bucvph2vf8r2rjvtnb], ip: auto}";

/** An environment: its cluster, its apps in lines 4 and on, and its addresses, one a line, after these. */
function write(cluster: string, apps: readonly string[], addresses: readonly string[] = []): string {
  const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    "weir: 1",
    cluster,
    "apps:",
    ...indent(apps),
    ...(addresses.length > 0 ? ["addresses:", ...indent(addresses)] : []),
    "",
  ].join("\n");
}

const xiuOrigin = `xiu-origin: {version: "0.13.0"}`;
const xiuEdge = (more: string) => `xiu-edge: {version: "0.13.0", ${more}}`;
const srsOrigin = "srs-origin: {version: v6.0-r0}";
const srsEdge = (more: string) => `srs-edge: {version: v6.0-r0, ${more}}`;
const srsCluster = (more: string) => `srs-origin-cluster: {version: v6.0-r0, replicas: 2, ${more}}`;

describe("one mistake is one finding:", () => {
  test.each([
    [
      "edges that pull from themselves",
      write(plain, [xiuOrigin, xiuEdge("replicas: 2, pull: xiu-edge")]),
      "5:52 xiu/relay-loop",
    ],
    [
      "edges that pull from another server's origin",
      write(plain, [xiuOrigin, xiuEdge("replicas: 2, pull: srs-origin")]),
      "5:52 xiu/no-origin",
    ],
    [
      "an origin that pushes to edges that pull",
      write(plain, [`xiu-origin: {version: "0.13.0", push: xiu-edge}`, xiuEdge("replicas: 2, pull: xiu-origin")]),
      "4:41 xiu/push-and-pull",
    ],
    ["edges that no stream reaches", write(plain, [xiuOrigin, xiuEdge("replicas: 2")]), "5:3 xiu/no-source"],
    [
      "HLS of edges that pull",
      write(ack, [xiuOrigin, xiuEdge("replicas: 2, pull: xiu-origin, hls: {address: web, host: hls}")], [alb]),
      "5:64 xiu/hls-needs-push",
    ],
    ["min above max", write(plain, [srsOrigin, srsEdge("scale: {min: 5, max: 3}")]), "5:45 scale/min-above-max"],
    [
      "handover that is not below min",
      write(plain, [srsOrigin, srsEdge("scale: {min: 3, max: 6, handover: 3}")]),
      "5:66 scale/handover-below-min",
    ],
    ["HLS on a file system that is not there", write(plain, [srsCluster("hls: {store: nas}")]), "4:68 storage/missing"],
    ["recordings on a file system that is not there", write(plain, [srsCluster("dvr: {}")]), "4:55 storage/missing"],
    [
      "a cleanup of a file system that is not there",
      write(plain, [`srs-cleanup: {schedule: "15 1 * * *", zone: Asia/Shanghai, olderThan: 3d}`]),
      "4:3 storage/missing",
    ],
    ["nginx on a file system that is not there", write(plain, ["nginx-hls: {replicas: 2}"]), "4:3 storage/missing"],
    [
      "nginx before an origin that is not there",
      write(plain, ["nginx-hls: {from: srs-origin, replicas: 2}"]),
      "4:21 hls/no-origin",
    ],
    [
      "a host name whose front door nobody makes",
      write(yandex, [`xiu-origin: {version: "0.13.0", flv: {address: web, host: flv}}`], [gwin]),
      "4:50 addresses/no-gateway",
    ],
    [
      "a demo that publishes to edges without RTMP",
      write(plain, [srsOrigin, srsEdge("replicas: 2, serves: [flv]"), "srs-demo: {publishTo: srs-edge}"]),
      "6:25 demo/no-rtmp",
    ],
  ])("%s", async (_mistake, text, expected) => {
    const findings = await findingsOf({ one: text });
    expect(findings.map(({ id, where }) => `${where.line}:${where.column} ${id}`)).toEqual([expected]);
  });
});

describe("two apps that want one thing are one finding, where it is written:", () => {
  const say = async (text: string) =>
    (await findingsOf({ one: text })).map((finding) =>
      formatFinding(finding).replace("environments/one/environment.yaml:", ""),
    );

  test("every name of theirs", async () => {
    expect(await say(write(plain, [srsOrigin, srsCluster("hls: {}")]))).toEqual([
      "5:3  error  names/one-owner  srs-origin-cluster: Service srs-origin-service is made by srs-origin too, and so is policy/PodDisruptionBudget srs-origin-pdb. " +
        "A cluster keeps one of the two, so the other app runs without it. Fix: remove one of the two apps from this environment.",
    ]);
  });

  test("nginx", async () => {
    expect(
      await say(
        write(plain, [
          "srs-origin: {version: v6.0-r0, hls: {}, nginx: {}}",
          "nginx-hls: {from: srs-origin, replicas: 2}",
        ]),
      ),
    ).toEqual([
      "4:43  error  names/one-owner  srs-origin: Service srs-http-service is made by nginx-hls too. " +
        "A cluster keeps one of the two, so the other app runs without it. Fix: remove nginx from srs-origin, or nginx-hls from this environment.",
    ]);
  });

  test("a Secret", async () => {
    const secret = "secret: {secretName: token, external: {store: vault, key: live}}";
    expect(
      await say(
        write(plain, [
          `xiu-origin: {version: "0.13.0", ${secret}, auth: {publish: true}}`,
          xiuEdge(`replicas: 2, pull: xiu-origin, ${secret}`),
        ]),
      ),
    ).toEqual([
      "4:3  error  names/one-owner  xiu-origin: external-secrets.io/ExternalSecret token is made by xiu-edge too. " +
        "A cluster keeps one of the two, so the other app runs without it. Fix: write external in one of the two only: the other finds the Secret by its name.",
    ]);
  });

  const taken = (line: string, app: string, service: string, other: string) =>
    `${line}  error  addresses/one-port-each  ${app}: Service ${service} takes ports 1935 and 8080 of lb-2zetmjpao868s9yzvr5ld, which ${other} has. ` +
    "The last Service to sync takes the port, and the viewers of the other reach the wrong server. Fix: give one of the two another address.";

  test("the ports of a load balancer, with an allow-list of publishers too", async () => {
    const origin = (more: string) => `srs-origin: {version: v6.0-r0, address: main${more}}`;
    const edge = srsEdge("replicas: 2, address: main, publish: {allow: [203.0.113.0/24]}");
    const plainly = [taken("4:43", "srs-origin", "srs-origin-service", "srs-edge-service")];
    expect(await say(write(ack, [origin(""), srsEdge("replicas: 2, address: main")], [balancer]))).toEqual(plainly);
    expect(await say(write(ack, [origin(""), edge], [balancer]))).toEqual(plainly);
  });

  test("the ports of two clusters of edges", async () => {
    const cluster = "{version: v6.0-r0, replicas: 2, address: main}";
    const edges = ["srs-edge:", "  clusters:", `    a: ${cluster}`, `    b: ${cluster}`];
    expect(await say(write(ack, [srsOrigin, ...edges], [balancer]))).toEqual([
      taken("8:51", "srs-edge", "srs-edge-b-service", "srs-edge-a-service"),
    ]);
  });

  test("a host name", async () => {
    const apps = [
      "srs-origin: {version: v6.0-r0, hls: {}}",
      srsEdge("replicas: 2, flv: {address: web, host: live}"),
      "nginx-hls: {from: srs-origin, replicas: 2, address: web, host: live}",
    ];
    expect(await say(write(ack, apps, [alb]))).toEqual([
      "5:71  error  addresses/one-host-each  srs-edge: networking.k8s.io/Ingress srs-edge-ingress brings live.example.org/ to srs-edge-web:8080, which nginx-hls-ingress brings to srs-http-service:80. " +
        "Which of the two servers answers is the load balancer's own choice, and half of the viewers get the wrong one. Fix: give one of the two another host.",
    ]);
  });
});

test("more pods than the quota allows are one finding, a pod that no node holds another", async () => {
  const found = async (edge: string) =>
    (await findingsOf({ one: write(yandex, [srsOrigin, srsEdge(edge)]) })).map(formatFinding);
  expect(await found("replicas: 100")).toEqual([
    "environments/one/environment.yaml:5:3  error  resources/within-quota  srs-edge: apps/Deployment srs-edge-deploy needs the most of cpu (100 of 102, 1 of it for a release, the quota is 12) and of memory (100Gi of 102Gi, 1Gi of it for a release, the quota is 24Gi). " +
      "The pods beyond it are never made: a release hangs, and viewers share what is left. Fix: lower replicas, max or resources, or give the cluster file the nodes that there are.",
  ]);
  expect(await found(`replicas: 3, resources: {cpu: "5"}`)).toEqual([
    "environments/one/environment.yaml:5:45  error  resources/fits-node  srs-edge: apps/Deployment srs-edge-deploy needs 5 of cpu (a node has 4) for one pod. " +
      "No node can take the pod: it stays Pending, and nobody is served by it. Fix: lower resources, or give the cluster file the nodes that there are.",
  ]);
});

test("an allow-list of publishers at an address for all is no fault beside an address with a list of its own", async () => {
  const edge = srsEdge("replicas: 2, address: public, publish: {allow: [203.0.113.0/24]}");
  const addresses = ["public: {nlb: public}", "ingest: {nlb: public, allow: [203.0.113.0/24]}"];
  expect(await findingsOf({ one: write(yandex, [srsOrigin, edge], addresses) })).toEqual([]);
});

test("a mistake that an app found hides what is found of other apps no more than a warning hides what is found of its own", async () => {
  const idsOf = async (text: string) => (await findingsOf({ one: text })).map(({ id }) => id);
  const storage = "srs-storage: {nas: nfs.example.org, path: /live, size: 20Gi}";
  const wrong = [srsOrigin, srsEdge("scale: {min: 5, max: 3}"), storage, "nginx-hls: {replicas: 2}"];
  expect(await idsOf(write(plain, wrong))).toEqual(["scale/min-above-max", "storage/written-claims"]);
  const paused = [srsOrigin, srsEdge(`replicas: 2, paused: true, resources: {cpu: "5"}`)];
  expect(await idsOf(write(yandex, paused))).toEqual(["edge/paused", "resources/fits-node"]);
});
