import { type Context, defineApp, type Rendered } from "@weir/app/app";
import { choice, text, version } from "@weir/app/fields";
import type { SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import { serviceAccount } from "@weir/kubernetes/parts";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import { edgesTakePublishers } from "@weir/srs/demo";
import { sharedNames } from "@weir/srs/names";
import { mayHoldPods, type Publish } from "@weir/srs/options/publish";
import { ports } from "@weir/srs/ports";
import { srsUser } from "@weir/srs/user";
import { originService, xiuNames } from "@weir/xiu/names";
import { type TokenSettings, tokensOf } from "@weir/xiu/tokens";
import type { IDeployment } from "kubernetes-models/apps/v1";
import { z } from "zod";
import { publishScript } from "./script.ts";

const name = sharedNames.demo;
const labels = { app: name, ...recommendedLabels({ name: "ffmpeg", component: "demo", partOf: "streaming" }) };

interface Target {
  readonly service: (environment: string) => string;
  /** The label `app` on its pods. */
  readonly app: string;
}

const origin: Target = { service: () => sharedNames.originService, app: sharedNames.origin };
const targets = {
  "srs-origin": origin,
  "srs-origin-cluster": origin,
  "srs-origin-deployments": origin,
  "srs-edge": { service: () => sharedNames.edgeService, app: sharedNames.edge },
  "xiu-origin": { service: originService, app: xiuNames.origin },
} as const satisfies Record<string, Target>;
const targetNames = Object.keys(targets) as [keyof typeof targets, keyof typeof targets];

/** Part of a URL, of file names and of a container's name: what a shell, nginx or a server would read as theirs is refused. */
function urlName(description: string, examples: readonly [string, string, string]) {
  return text(
    { description, examples },
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a name in a stream's URL is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends",
  );
}

const settings = z.strictObject({
  publishTo: choice(targetNames, "The app of this environment that the streams are published to."),
  app: urlName("The first part of the streams' URLs.", ["live", "show", "demo"]).default("live"),
  streams: z
    .array(urlName("The stream's name.", ["livestream", "avatar", "show"]))
    .min(1)
    .max(20)
    .default(["livestream"])
    .meta({ description: "The streams, each the same sample, published by a container of its own." }),
  version: version({
    description:
      "Tag of the image ossrs/srs that has ffmpeg and a sample. It is rebuilt under its name: a digest pins it.",
    examples: ["encoder", `encoder@sha256:${"0".repeat(64)}`],
  }).default("encoder"),
});
type Settings = z.infer<typeof settings>;

export default defineApp({
  name,
  summary: "Publishes a sample in a loop, so that there is something to watch before anybody has a camera.",
  settings,
  base: { publishTo: "srs-origin" },
  render,
  check,
  notes: ({ publishTo, app, streams }) => [
    `Publishes ${streams.map((stream) => `${app}/${stream}`).join(", ")} to ${publishTo}.`,
  ],
});

function render(settings: Settings, { environment }: Context): Rendered {
  const target = targets[settings.publishTo];
  return {
    shared: [
      deployment(settings, target.service(environment)),
      networkPolicy({
        name,
        labels,
        pods: { app: name },
        ingress: [],
        egress: [{ apps: [target.app], ports: [ports.rtmp] }],
      }),
      serviceAccount(name, labels),
    ],
    instances: [],
  };
}

function deployment({ app, streams, version }: Settings, service: string) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "srs-demo-deploy", labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      // A server takes one publisher of a stream: the old pod goes before the new one comes.
      strategy: { type: "Recreate" },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels },
        spec: {
          ...podSecurity(srsUser),
          serviceAccountName: name,
          terminationGracePeriodSeconds: 10,
          containers: [...new Set(streams)].map((stream) => ({
            name: stream,
            image: `ossrs/srs:${version}`,
            // Of the image (ossrs/dev-docker, Dockerfile of the branch encoder): ffmpeg on the PATH, the sample in doc/.
            workingDir: "/usr/local/srs",
            command: ["/bin/sh", "-c", publishScript, name, `rtmp://${service}/${app}/${stream}`],
            // It listens nowhere and restarts ffmpeg itself: there is nothing that a probe could ask.
            resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
            securityContext: containerSecurity,
          })),
        },
      },
    },
  } satisfies IDeployment;
}

function check({ publishTo, streams }: Settings, context: Context): SettingProblem[] {
  return [
    ...checkTarget(publishTo, context),
    ...(publishTo === "srs-edge" ? checkEdge(context) : []),
    ...(publishTo === "xiu-origin" ? checkTokens(context) : checkAllowed(publishTo, context)),
    ...checkStreams(streams),
  ];
}

function refusal(id: string, what: string, fix: string): SettingProblem {
  const why = "The streams go nowhere, and whoever plays them waits for ever.";
  return { id, severity: "error", at: ["publishTo"], what, why, fix };
}

function checkTarget(publishTo: Settings["publishTo"], { apps }: Context): SettingProblem[] {
  if (apps.has(publishTo)) return [];
  const others = targetNames.filter((target) => apps.has(target));
  const fix = others.length > 0 ? `publish to ${others.join(" or ")}, or add ${publishTo}.` : `add ${publishTo}.`;
  return [refusal("demo/no-target", `This environment has no ${publishTo} to publish to.`, fix)];
}

/** Edges may serve HTTP-FLV alone, and nobody can publish by that. */
function checkEdge(context: Context): SettingProblem[] {
  if (!context.settingsOf("srs-edge") || edgesTakePublishers(context)) return [];
  const what = "srs-edge serves no RTMP, by which streams are published.";
  return [refusal("demo/no-rtmp", what, "add rtmp to serves of srs-edge, or publish to its origin.")];
}

/** Lists of who may publish: the target's, and its origin's where it hands streams on. */
function checkAllowed(publishTo: Settings["publishTo"], { settingsOf }: Context): SettingProblem[] {
  const asked = publishTo === "srs-edge" ? ["srs-edge", "srs-origin"] : [publishTo];
  return asked.flatMap((app) => {
    const { publish } = (settingsOf(app) ?? {}) as { readonly publish?: Publish };
    if (!publish || mayHoldPods(publish)) return [];
    const what = `${app} takes publishers from a list of addresses, and none of them is a pod's, as srs-demo's is.`;
    return [refusal("demo/not-allowed", what, `add the pods' network to publish.allow of ${app}, or remove srs-demo.`)];
  });
}

function checkTokens({ settingsOf }: Context): SettingProblem[] {
  const xiu = settingsOf("xiu-origin") as TokenSettings | undefined;
  if (!xiu || !tokensOf(xiu)?.publish) return [];
  const what = "xiu-origin takes publishers with a token alone, and srs-demo has none.";
  return [refusal("demo/no-token", what, "write auth: {publish: false} in xiu-origin, or remove srs-demo.")];
}

function checkStreams(streams: Settings["streams"]): SettingProblem[] {
  return streams.flatMap((stream, index): SettingProblem[] =>
    streams.indexOf(stream) === index
      ? []
      : [
          {
            id: "demo/stream-twice",
            severity: "error",
            at: ["streams", index],
            what: `The stream ${stream} is named twice.`,
            why: "A server takes one publisher of a stream and turns the other one away.",
            fix: "name it once, or give the second one a name of its own.",
          },
        ],
  );
}
