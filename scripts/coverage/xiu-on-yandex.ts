import { type Article, departure, example, page, row, test } from "./table.ts";

const origin = "apps/xiu-origin/app.test.ts";
const edge = "apps/xiu-edge/app.test.ts";
const guide = "docs/guides/yandex-cluster.md";
const manifests = "scripts/coverage/article-manifests.test.ts";

const named = test(
  manifests,
  "every name, kind, label, port and mount of the articles is in its example, or a departure says why not",
);

export const xiuOnYandex: Article = {
  title: "Xiu on Yandex Cloud",
  sections: [
    {
      title: "What is wanted",
      rows: [
        row("A cluster that grows, with RTMP balanced.", example("xiu-cluster")),
        row("HTTP-FLV and HLS on subdomains, by an Ingress.", example("xiu-ingress-tls")),
        row("An autoscaler.", example("xiu-autoscaling")),
        row("TLS for HLS and HTTP-FLV.", example("xiu-ingress-tls")),
        row("Liveness and readiness.", test(origin, "gives pods with %s no rights, and every port a name and a probe")),
      ],
    },
    {
      title: "Namespace",
      rows: [
        row(
          "The service has a namespace of its own, xiu-prod-namespace.",
          page("environments/xiu-prod/README.md", "xiu-prod"),
          named,
        ),
        row(
          "Labels app and environment help to select what was deployed.",
          departure("The recommended labels of Kubernetes do that; the namespace says which environment it is."),
        ),
      ],
    },
    {
      title: "Configuration",
      rows: [
        row("xiu's configuration is in a ConfigMap, mounted at /etc/xiu.", example("xiu-single"), named),
        row(
          "RTMP on 1935, HLS on 8080, HTTP-FLV on 8081, and a table [log].",
          test("packages/xiu/src/roles.test.ts", "an origin with everything"),
        ),
        row(
          "That file does not parse in any version since 0.8, and xiu then ends with 0.",
          test(
            "packages/xiu/src/parse-config.test.ts",
            "finds the source document's file to be none that xiu starts with",
          ),
          test(
            "packages/xiu/src/start.live.test.ts",
            "xiu ends with 0 when its file is wrong, start.sh with 1 and a word on it",
          ),
        ),
      ],
    },
    {
      title: "Deployment",
      rows: [
        row(
          "Probes say when the application answers and whether it still runs.",
          test(origin, "gives pods with %s no rights, and every port a name and a probe"),
        ),
        row(
          "xiu has no health check of its own: ports, logs or a page could be asked.",
          page("docs/guides/xiu-limits.md", "Made up for"),
          departure("Its API answers, and says whether the server is stuck: liveness asks it."),
        ),
        row(
          "A tcpSocket probe asks one port only; a command could ask several.",
          test(origin, "gives pods with %s no rights, and every port a name and a probe"),
        ),
        row("Pods are replaced one by one.", test(edge, "release one by one, and give viewers time")),
        row(
          "One replica, maxUnavailable 1.",
          departure(
            "Of one replica that allows none at all: the new pod is ready before the old one goes, an edge's and the origin's.",
          ),
        ),
        row(
          "A limit of 128Mi and 500m.",
          test("packages/app/src/resources.test.ts", "limits memory, and cores only where the pod is to be Guaranteed"),
          departure("Memory is limited, cores are not, unless the pod is to be Guaranteed."),
        ),
        row(
          "An image of the author's own.",
          departure("The project's, docker.io/harlancn/xiu, by its version."),
          test(origin, "the pod says what it starts, from the official image, with the mounted file"),
        ),
      ],
    },
    {
      title: "Service",
      rows: [
        row("A Service lets others in the cluster reach hls, httpflv and rtmp.", example("xiu-single"), named),
        row(
          "It selects a label that no pod has.",
          test("packages/policies/src/selectors/matching-selectors.test.ts", "reports what selects no pod"),
        ),
        row(
          "Nobody can publish: an Ingress carries HTTP only.",
          test(origin, "offers RTMP, and nothing else, at its address"),
          example("xiu-ingress-tls"),
        ),
      ],
    },
    {
      title: "Ingress",
      rows: [
        row(
          "Clients outside reach HLS and HTTP-FLV through an Ingress, each at its host.",
          example("xiu-ingress-tls"),
          named,
        ),
        row(
          "Certificates are named as secrets of the hosts.",
          example("xiu-ingress-tls"),
          test("packages/providers/src/yandex.test.ts", "makes Ingresses of one group for the ALB Ingress controller"),
        ),
        row(
          "The Ingress's external address goes into A records of the hosts.",
          page("examples/xiu-ingress-tls/README.md", "Publish and play"),
          page(guide, "Names"),
        ),
        row(
          "Subnet, address and group are annotations of the ALB Ingress controller.",
          test("packages/providers/src/yandex.test.ts", "makes Ingresses of one group for the ALB Ingress controller"),
          page(guide, "An Ingress controller"),
        ),
        row(
          "HTTP-FLV through the balancer ends at its time-out.",
          test("packages/providers/src/yandex.test.ts", "makes Ingresses of one group for the ALB Ingress controller"),
          departure("Time-outs are set for responses that last as long as somebody watches."),
        ),
      ],
    },
    {
      title: "Deploying",
      rows: [
        row(
          "`kubectl config current-context` names the right cluster.",
          page("examples/xiu-single/README.md", "The article's commands"),
        ),
        row(
          "Everything is applied file by file, after the namespace.",
          page("examples/xiu-single/README.md", "The article's commands"),
          page(guide, "A cluster"),
        ),
        row(
          "`kubectl get pods` shows one pod running.",
          page("examples/xiu-single/README.md", "The article's commands"),
        ),
      ],
    },
    {
      title: "Scaling by hand",
      rows: [
        row(
          "`kubectl scale --replicas=3`, then 2, then 1.",
          page("examples/xiu-cluster/README.md", "The article's commands"),
        ),
        row("One of three pods goes, two stay.", example("xiu-cluster")),
        row(
          "Replicas of one server do not share streams.",
          test(origin, "more pods than one, and says what to do instead"),
        ),
      ],
    },
    {
      title: "Autoscaling",
      rows: [
        row(
          "An autoscaler adds pods when memory is used, by 1 % for a test.",
          example("xiu-autoscaling"),
          departure("50 % to 80 %: at 1 % it runs at its maximum for ever."),
        ),
        row(
          "It is applied after the scaling by hand was tried: first replicas, then the autoscaler.",
          page("docs/guides/autoscaling.md", "Pull request 1: Kubernetes takes over"),
        ),
        row(
          "Between 1 and 10 pods.",
          page("environments/xiu-prod/README.md", "xiu-prod"),
          departure("At least two, so that a lost node leaves one; at most what the nodes hold."),
        ),
        row(
          "Five pods, of which three stay Pending: the nodes have no room.",
          test(
            "packages/policies/src/resources/within-quota.test.ts",
            "counts the most pods that an autoscaler makes, whatever there are now",
          ),
        ),
      ],
    },
  ],
};
