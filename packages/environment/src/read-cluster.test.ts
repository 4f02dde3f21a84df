import { expect, test } from "vitest";
import { cluster, loadFiles, refusalsOf } from "./test-workspace.ts";

const own = "environments/srs-prod/environment.yaml";
const file = "clusters/ack-zhangjiakou.yaml";

/** What is wrong with a cluster's file in which one line is another. */
function refusalsWith(line: RegExp, other: string): Promise<string[]> {
  return refusalsOf({ [own]: "weir: 1\ncluster: ack-zhangjiakou\n", [file]: cluster.replace(line, other) });
}

test("names the clusters there are when one is unknown", async () => {
  expect(await refusalsOf({ [own]: "weir: 1\ncluster: ack-zhangjiako\n", "clusters/eu-3.yaml": cluster })).toEqual([
    `${own}:2:10+14  environment/unknown-cluster  There is no cluster "ack-zhangjiako": no file clusters/ack-zhangjiako.yaml. Fix: did you mean ack-zhangjiakou? There are ack-zhangjiakou and eu-3.`,
  ]);
  expect(await refusalsOf({ [own]: "weir: 1\ncluster: local\n" })).toEqual([
    `${own}:2:10+5  environment/unknown-cluster  There is no cluster "local": no file clusters/local.yaml. Fix: choose one of ack-zhangjiakou, or write the file.`,
  ]);
  expect(await refusalsOf({ [own]: "weir: 1\n" })).toEqual([
    `${own}:1:1+4  settings/missing  The file has no cluster. Fix: add cluster, such as ack-zhangjiakou or eu-3.`,
  ]);
});

test.each(["1.30", "1.34"])("wants the Kubernetes version %s in quotes", async (version) => {
  expect(await refusalsWith(/kubernetes: .*/, `kubernetes: ${version}`)).toEqual([
    `${file}:4:13+4  settings/type  kubernetes is ${version} without quotes, which YAML reads as the number ${Number(version)}. Fix: put it in quotes: kubernetes: "${version}".`,
  ]);
});

test.each(["1.34.2", "v1.34", "latest"])("refuses the Kubernetes version %s", async (version) => {
  expect(await refusalsWith(/kubernetes: .*/, `kubernetes: ${version}`)).toEqual([
    `${file}:4:13+${version.length}  settings/value  kubernetes is "${version}": a Kubernetes version is written with two parts, without a patch number. Fix: write it like 1.34 or 1.33.`,
  ]);
});

const repositories =
  "Fix: write it like https://github.com/example/streaming.git or git@github.com:example/streaming.git.";

test.each([
  "https://user:secret@github.com/example/streaming.git",
  "https://ghp_token@github.com/example/streaming.git",
  "http://github.com/example/streaming.git",
  "file:///etc/passwd",
  "/srv/git",
  "git@github.com:../streaming.git",
  "--upload-pack=x",
])("refuses the repository %s", async (url) => {
  expect(await refusalsWith(/argocd: .*/, `argocd: {repoURL: "${url}"}`)).toEqual([
    `${file}:6:19+${url.length + 2}  settings/value  argocd.repoURL is ${JSON.stringify(url)}: a repository is an https or ssh URL, without a password or token. ${repositories}`,
  ]);
});

test.each([
  "https://github.com/example/streaming.git",
  "https://git.example.org:8443/team/streaming",
  "ssh://git@git.example.org:2222/team/streaming.git",
  "git@github.com:example/streaming.git",
])("accepts the repository %s", async (url) => {
  const environment = await loadFiles({
    [own]: `weir: 1\ncluster: {provider: plain, kubernetes: "1.34", argocd: {repoURL: "${url}"}}\n`,
  });
  expect(environment.cluster.argocd).toEqual({
    repoURL: url,
    revision: "main",
    namespace: "argocd",
    destination: { name: "in-cluster" },
  });
});

test("takes a destination by name or by server, not both and not neither", async () => {
  const destination = (text: string) =>
    refusalsWith(/argocd: .*/, `argocd: {repoURL: "https://example.org/a", destination: ${text}}`);
  expect(await destination("{server: https://kubernetes.default.svc}")).toEqual([]);
  expect(await destination("{name: a, server: https://kubernetes.default.svc}")).toEqual([
    "clusters/ack-zhangjiakou.yaml:6:67+6  settings/unknown-key  argocd.destination: server does not go with what else is written there. Fix: keep one of them.",
  ]);
  expect(await destination("{}")).toEqual([
    `${file}:6:44+11  settings/missing  argocd.destination has no name. Fix: add name, such as in-cluster or ack-zhangjiakou.`,
  ]);
  expect(await destination("in-cluster")).toEqual([
    `${file}:6:57+10  settings/type  argocd.destination is "in-cluster", and it must be settings (key: value). Fix: write below it, indented: name and server.`,
  ]);
});

test("reports everything in a cluster's file, and the environment's own mistakes beside it", async () => {
  expect(
    await refusalsOf({
      [own]: "weir: 1\ncluster: ack-zhangjiakou\naddresses: {main: {anything: 1}, UPPER: 1}\nnamspace: x\n",
      [file]: "weir: 1\nprovider: akc\nnodes: {count: 0, cpu: 4, memory: 8G, drain: ten}\nregoin: x\n",
    }),
  ).toEqual([
    `${file}:1:1+4  settings/missing  The file has no kubernetes. Fix: add kubernetes, such as 1.34 or 1.33.`,
    `${file}:2:11+3  settings/value  provider is "akc", and it must be ack or plain. Fix: did you mean ack?`,
    `${file}:3:16+1  settings/range  nodes.count is 0, and 1 is the least. Fix: write a whole number from 1 to 15000.`,
    `${file}:3:35+2  settings/value  nodes.memory is "8G": an amount of bytes is a whole number with its unit: Ki, Mi, Gi or Ti. Fix: write it like 8Gi or 16Gi.`,
    `${file}:3:46+3  settings/value  nodes.drain is "ten": a duration is a whole number with its unit: s, m, h or d. Fix: write it like 10m or 1h.`,
    `${file}:4:1+6  settings/unknown-key  There is no setting "regoin". Fix: did you mean region? There are weir, provider, region, kubernetes, nodes and argocd.`,
    `${own}:3:34+5  settings/name  addresses has the name "UPPER": a name is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends. Fix: choose another, such as main or ingest.`,
    `${own}:4:1+8  settings/unknown-key  There is no setting "namspace". Fix: did you mean namespace? There are weir, inherit, cluster, namespace, audience, addresses, apps, events and exceptions.`,
  ]);
});

test("reports a cluster's file that cannot be read, and the environment's own mistakes beside it", async () => {
  expect(await refusalsOf({ [own]: "weir: 1\ncluster: ack-zhangjiakou\nnamspace: x\n", [file]: "- a\n" })).toEqual([
    `${file}:1:1+3  yaml/top-level  The file holds a list, and it must be settings (key: value). Fix: begin with weir: 1, then key: value, one a line.`,
    `${own}:3:1+8  settings/unknown-key  There is no setting "namspace". Fix: did you mean namespace? There are weir, inherit, cluster, namespace, audience, addresses, apps, events and exceptions.`,
  ]);
});

test("reports what is wrong with a cluster written inline, at its own line", async () => {
  expect(
    await refusalsOf({ [own]: "weir: 1\ncluster:\n  provider: plain\n  kubernetes: 1.30\n  region: A\n" }),
  ).toEqual([
    `${own}:4:15+4  settings/type  cluster.kubernetes is 1.30 without quotes, which YAML reads as the number 1.3. Fix: put it in quotes: kubernetes: "1.30".`,
    `${own}:5:11+1  settings/value  cluster.region is "A": a region is lower case letters, digits and hyphens. Fix: write it like cn-zhangjiakou or ru-central1.`,
  ]);
});

test("takes addresses as the cluster's provider does", async () => {
  const environment = (provider: string) => ({
    [own]: `weir: 1\ncluster: {provider: ${provider}, kubernetes: "1.34"}\naddresses: {main: {type: NodePort}}\n`,
  });
  expect((await loadFiles(environment("plain"))).addresses).toEqual({ main: { type: "NodePort" } });
  expect(await refusalsOf(environment("ack"))).toEqual(
    [
      `${own}:3:13+4  settings/missing  addresses.main has no slb. Fix: add slb, such as lb-1 or lb-2.`,
      `${own}:3:13+4  settings/missing  addresses.main has no reach. Fix: add reach, such as intranet or internet.`,
      `${own}:3:20+4  settings/unknown-key  addresses.main has no setting "type". Fix: choose one of slb, reach or bandwidth.`,
    ].sort(),
  );
});
