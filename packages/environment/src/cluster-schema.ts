import { bitrate, bytes, choice, count, duration, label, text } from "@weir/app/fields";
import { z } from "zod";

const host = "[A-Za-z0-9][A-Za-z0-9.-]{0,252}";
const port = "(:\\d{1,5})?";
const path = "[A-Za-z0-9_~][A-Za-z0-9._~-]*(/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*";

const nodes = z
  .strictObject({
    count: count({ description: "How many nodes the cluster has.", examples: [3, 6] }, { min: 1, max: 15_000 }),
    cpu: count({ description: "Cores of one node.", examples: [4, 8] }, { min: 1, max: 1024 }),
    memory: bytes({ description: "Memory of one node.", examples: ["8Gi", "16Gi"] }),
    bandwidth: bitrate({
      description: "Network of one node, in bits per second. Capacity counts with it.",
      examples: ["1Gbps", "10Gbps"],
    }).optional(),
    drain: duration(
      {
        description: "The longest a node waits for its pods when it is drained. No app may drain for longer.",
        examples: ["10m", "1h"],
      },
      { min: "1s" },
    ).optional(),
  })
  .meta({ description: "The nodes that streaming pods run on. Left out, nothing is checked against them." });

const destination = z
  .union([
    z.strictObject({
      name: text(
        { description: "The cluster's name in Argo CD.", examples: ["in-cluster", "ack-zhangjiakou"] },
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/,
        "a cluster's name is letters, digits, dots, hyphens and underscores",
      ),
    }),
    z.strictObject({
      server: text(
        {
          description: "The address of the cluster's API server.",
          examples: ["https://kubernetes.default.svc", "https://203.0.113.7:6443"],
        },
        new RegExp(`^https://${host}${port}$`),
        "a server is an https URL without a path",
      ),
    }),
  ])
  .meta({ description: "This cluster as Argo CD knows it, by name or by server." });

const argocd = z
  .strictObject({
    repoURL: text(
      {
        description:
          "The Git repository that Argo CD reads, by https or ssh. Credentials belong into Argo CD, never here.",
        examples: ["https://github.com/example/streaming.git", "git@github.com:example/streaming.git"],
      },
      new RegExp(`^(https://${host}${port}/|ssh://git@${host}${port}/|git@${host}:)${path}$`),
      "a repository is an https or ssh URL, without a password or token",
    ),
    revision: text(
      { description: "Branch, tag or commit that Argo CD follows.", examples: ["main", "release"] },
      /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/,
      "a revision is the name of a branch or tag, or a commit",
    ).default("main"),
    namespace: label({ description: "Where Argo CD itself runs.", examples: ["argocd", "argo"] }).default("argocd"),
    destination: destination.default({ name: "in-cluster" }),
  })
  .meta({ description: "How Argo CD syncs the environments of this cluster. Left out, nothing is generated for it." });

/** What a cluster is, in a file of its own or inside an environment. */
export function clusterFields(providers: readonly string[]) {
  return {
    provider: choice(
      providers as [string, string, ...string[]],
      "Whose cluster it is: decides annotations of load balancers, and storage.",
    ),
    region: text(
      { description: "The provider's name of the region.", examples: ["cn-zhangjiakou", "ru-central1"] },
      /^[a-z0-9][a-z0-9-]{0,62}$/,
      "a region is lower case letters, digits and hyphens",
    ).optional(),
    kubernetes: text(
      {
        description: "Kubernetes version, in quotes: 1.30 without them is the number 1.3.",
        examples: ["1.34", "1.33"],
      },
      /^1\.\d{2}$/,
      "a Kubernetes version is written with two parts, without a patch number",
    ),
    nodes: nodes.optional(),
    argocd: argocd.optional(),
  };
}
