import { describe, expect, test } from "vitest";
import { formatAppReadme } from "./app-readme.ts";
import { formatEnvironmentReadme } from "./environment-readme.ts";
import { allow, appModel, claim, cronJob, deployment, service, testModel, track } from "./test-model.ts";

const shared = [service("edge-service", "LoadBalancer", 1935, 8080), allow("edge", { app: "origin", ports: [1935] })];
const edge = (r5: number, r6: number, version = "v6.0-r0") =>
  appModel("edge", shared, [track("r5", "v5.0-r3", r5), track("r6", version, r6)]);
const origin = (version: string) =>
  appModel("origin", [deployment("origin", `srs:${version}`, 1, { app: "origin" }, "files")]);
const storage = appModel("storage", [claim("files")]);
const argocd = {
  repoURL: "https://git.example/streaming.git",
  revision: "main",
  namespace: "argocd",
  destination: { name: "in-cluster" },
};

describe("the README of an environment", () => {
  test("shows how things hang together, what is applied, and where to ask", () => {
    const model = testModel([edge(3, 1), origin("v6.0-r0"), storage]);
    expect(formatEnvironmentReadme(model)).toBe(`# srs-test

Namespace \`srs-test-namespace\` on cluster \`test-cluster\`. Everything in this folder comes from
[environment.yaml](environment.yaml); edit that file, then run \`weir generate\`.

\`\`\`mermaid
flowchart LR
  outside(["viewers and publishers"])
  edge["edge"]
  origin["origin"]
  storage["storage"]
  outside -->|RTMP, HTTP| edge
  edge -->|RTMP| origin
  origin -->|files| storage
\`\`\`

| app | what is applied |
| --- | --- |
| [edge](edge/README.md) | \`kubectl kustomize environments/srs-test/edge\` |
| [origin](origin/README.md) | \`kubectl kustomize environments/srs-test/origin\` |
| [storage](storage/README.md) | \`kubectl kustomize environments/srs-test/storage\` |

- What does a setting say, and where was it written? \`weir show srs-test\`
- How many of what runs here? \`weir status\`
- Without weir: \`kubectl apply -k environments/srs-test\`.
`);
  });

  test("has no picture where nothing runs, and says how Argo CD takes over where there is one", () => {
    const model = testModel([storage]);
    const managed = {
      ...model,
      environment: { ...model.environment, cluster: { ...model.environment.cluster, argocd } },
    };
    expect(formatEnvironmentReadme(managed)).toBe(`# srs-test

Namespace \`srs-test-namespace\` on cluster \`test-cluster\`. Everything in this folder comes from
[environment.yaml](environment.yaml); edit that file, then run \`weir generate\`.

| app | what is applied |
| --- | --- |
| [storage](storage/README.md) | \`kubectl kustomize environments/srs-test/storage\` |

- What does a setting say, and where was it written? \`weir show srs-test\`
- How many of what runs here? \`weir status\`
- With Argo CD: \`kubectl apply -f environments/srs-test/argocd/root.yaml\`, by an admin, once, and again when that file changes.
- Without Argo CD and without weir: \`kubectl apply -k environments/srs-test\`.
`);
  });

  test("does not change with a number or a version, so that pull requests do not meet in it", () => {
    const before = formatEnvironmentReadme(testModel([edge(3, 1), origin("v6.0-r0"), storage]));
    expect(formatEnvironmentReadme(testModel([edge(1, 30, "v6.0-r1"), origin("v5.0-r3"), storage]))).toBe(before);
  });
});

describe("the README of an app", () => {
  test("shows tracks with their shares, what the app has to say, and its objects", () => {
    const app = { ...edge(2, 1), notes: ["Holds 2,400 viewers.", "Nobody else does."] };
    expect(formatAppReadme(testModel([app]), app, "What viewers connect to.")).toBe(`# edge in srs-test

What viewers connect to.

| track | version | replicas | new connections |
| --- | --- | ---: | ---: |
| r5 | v5.0-r3 | 2 | 67 % |
| r6 | v6.0-r0 | 1 | 33 % |

Holds 2,400 viewers.

Nobody else does.

Objects:

- Service: \`edge-service\`
- NetworkPolicy: \`edge\`
- Deployment: \`edge-r5-deploy\`, \`edge-r6-deploy\`
- ConfigMap: \`edge-r5-config\`, \`edge-r6-config\`

Next:

- Change it: \`apps.edge\` in [environment.yaml](../environment.yaml), then \`weir generate srs-test\`.
- See what is applied: \`kubectl kustomize environments/srs-test/edge\`
- Who wrote which value: \`weir show srs-test apps.edge\`
`);
  });

  test("shows a track that gets no connections as such", () => {
    const app = edge(3, 0);
    expect(formatAppReadme(testModel([app]), app, "")).toContain("| r6 | v6.0-r0 | 0 | 0 % |\n");
  });

  test("shows only the columns that say something, and no table of figures where there are none", () => {
    const cleanup = appModel("cleanup", [cronJob("cleanup", "15 1 * * *", "UTC")]);
    expect(formatAppReadme(testModel([cleanup]), cleanup, "Tidies.")).toMatch(
      /^# cleanup in srs-test\n\nTidies\.\n\n\| version \| runs at \|\n\| --- \| --- \|\n\| 12 \| 01:15 UTC \|\n\nObjects:\n/,
    );
    expect(formatAppReadme(testModel([storage]), storage, "Files.")).toMatch(
      /^# storage in srs-test\n\nFiles\.\n\nObjects:\n\n- PersistentVolumeClaim: `files`\n\nNext:\n/,
    );
  });
});
