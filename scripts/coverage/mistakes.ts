import { type Article, departure, page, row, test } from "./table.ts";

const edge = "apps/srs-edge/app.test.ts";
const origin = "apps/srs-origin/app.test.ts";
const cluster = "apps/srs-origin-cluster/app.test.ts";
const deployments = "apps/srs-origin-deployments/app.test.ts";
const storage = "apps/srs-storage/app.test.ts";
const cleanup = "apps/srs-cleanup/app.test.ts";
const script = "apps/srs-cleanup/script.test.ts";
const namespace = "apps/namespace/app.test.ts";
const ack = "packages/providers/src/ack.test.ts";
const checkCluster = "packages/srs/src/check-cluster.test.ts";
const checkProcess = "packages/srs/src/check-process.test.ts";
const xiuOrigin = "apps/xiu-origin/app.test.ts";
const xiuEdge = "apps/xiu-edge/app.test.ts";

const graceful = "a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it";

/** What the articles' manifests get wrong: none of it is in what weir makes, and a person who writes it is told. */
export const mistakes: Article = {
  title: "What the articles get wrong",
  sections: [
    {
      title: "SRS on Alibaba Cloud, mended",
      rows: [
        row(
          "Coworkers without a port: SRS asks port 80, and origins never find each other.",
          test(cluster, "coworkers have the API's port, and there are as many as there are origins"),
          test(checkCluster, "coworkers without the API's port"),
        ),
        row(
          "Services of single origins have no 1985, so nobody could be asked there either.",
          test(deployments, "coworkers have the API's port, and it is reached through each origin's own Service"),
        ),
        row(
          "An edge dials srs-origin2.socs, which does not exist.",
          test(edge, "edges dial one Service with its port, never a list of origins with a typing error in it"),
          test(checkCluster, "a peer spelled unlike the others"),
        ),
        row(
          "The mount over conf/ hides docker.conf, which images from 4.0 on start with.",
          test(edge, "the command names the file that is mounted, whatever the image would start with"),
        ),
        row(
          "srs-cp-files fails under dash, races nginx, and sleeps for ever.",
          test(origin, "puts the image's pages where HLS goes, before the server starts, and nowhere without HLS"),
          test(cluster, "no container copies the console's pages, and nothing sleeps beside the server"),
        ),
        row(
          "Auto reload relies on finding Docker, which containerd is not.",
          test("packages/srs/src/check-reload.test.ts", "a file that is meant to reload and is not watched"),
          test(origin, "what SRS can reload restarts nothing"),
        ),
        row(
          "A subPath mount would never be updated.",
          test(cluster, "the configuration is mounted as a folder, which Kubernetes updates"),
        ),
        row(
          "srs-edge-deploy selects the pods of r5 and r6 as well.",
          test(edge, "an untracked Deployment does not select the pods of tracks"),
          test(edge, "selectors of workloads are disjoint, the Service alone selects all tracks"),
        ),
        row(
          "r5 and r6 share one configuration.",
          test(edge, "each track has a configuration of its own, so that configuration can be canaried too"),
        ),
        row(
          "Logs go to a file that grows, and kubectl logs is empty.",
          test(edge, "logs go to the console"),
          test(checkProcess, "a missing port, a daemon, and logs in a file"),
        ),
        row(
          "The API is public, and can end anybody's session.",
          test(edge, "the API is neither in the Service nor open to other pods"),
          test(cluster, "the API is reached inside the cluster alone, on one origin"),
        ),
        row(
          "A tenth of a core as a limit, and no request.",
          test(edge, "a core is requested and not limited, memory is both"),
        ),
        row(
          "grace_start_wait is shorter than load balancers take.",
          test(edge, graceful),
          test(checkProcess, "a drain that closes its ports too soon"),
        ),
        row(
          "HLS on a NAS: synchronous writes, and two origins overwrite each other.",
          test(
            cluster,
            "HLS goes to a disk of the origin's own, bounded and tidied by SRS, unless a network disk is asked for",
          ),
        ),
        row(
          "A flexVolume, which Kubernetes no longer has.",
          test(storage, "uses no flexVolume, which Kubernetes no longer mounts"),
        ),
        row(
          "pv-nas and /k8s are cluster-wide, so two environments collide.",
          test(storage, "names the cluster-wide volume after its environment, so that two environments never collide"),
        ),
        row(
          "batch/v1beta1, no time zone, no limit on how long or how many.",
          test(cleanup, "runs in the zone it names, never twice at a time, and not for ever"),
        ),
        row(
          "-name *.ts* unquoted, and a chain that stops at the first error.",
          test(script, "is the same two quoted, independent steps for everyone"),
        ),
        row("-mtime +3 means four days.", test(cleanup, "counts days as minutes: 3d is three days, not four")),
        row(
          "-type d -empty can remove the volume's own folder.",
          test(script, "removes folders that have long been empty, never one just emptied or the volume's own"),
        ),
        row("`date` in a heredoc is the time when it was applied.", test(script, "makes its pass %s")),
        row(
          "No namespace, probes, security context, budgets, network policies or spreading; everybody is root.",
          test(namespace, "makes the namespace, a closed network, a default account without a token, and a quota"),
          test(edge, "pods are spread over nodes, and a node that is drained takes one at a time"),
        ),
        row(
          "nginx without a version, as root.",
          test("apps/nginx-hls/app.test.ts", "the image has a version"),
          test("apps/nginx-hls/app.test.ts", "nginx runs as its own user, not as root"),
        ),
        row(
          "--record is deprecated; rollout undo and scale by hand fight Argo CD.",
          page("examples/roll-back/README.md", "Go back"),
        ),
        row(
          "Annotations by their names from before 2019.",
          test(ack, "writes none of the annotation names that were renamed in 2019"),
        ),
        row(
          "Two Services on one SLB overwrite each other's port.",
          test(
            "packages/policies/src/addresses/one-port-each.test.ts",
            "reports a port that two Services take on one load balancer",
          ),
        ),
        row(
          "The NAS is in Beijing, the cluster in Zhangjiakou.",
          test(ack, "reports a NAS in another region than the cluster"),
        ),
        row(
          "The table of the two kinds of origin clusters has its heads the wrong way round.",
          page("examples/origin-deployments/README.md", "What to change next"),
        ),
        row(
          "The changed file turns 8080 off while the Service still has it.",
          test(origin, "every port of the Service is one that the server listens on"),
        ),
        row(
          "Nothing cleans an emptyDir.",
          test(
            "packages/srs/src/origin-config.test.ts",
            "keeps the files of an ended stream until the slowest viewer is done",
          ),
          test(origin, "makes HLS on a disk of its own, bounded, where it is asked to"),
        ),
      ],
    },
    {
      title: "Xiu on Yandex Cloud, mended",
      rows: [
        row(
          "The Service selects a label that no pod has.",
          test(xiuOrigin, "the Service selects the pods"),
          test("packages/policies/src/selectors/matching-selectors.test.ts", "reports what selects no pod"),
        ),
        row(
          "The configuration does not parse.",
          test(
            "packages/xiu/src/parse-config.test.ts",
            "finds the source document's file to be none that xiu starts with",
          ),
        ),
        row(
          "On such a file xiu ends with 0, and the pod is Completed, again and again.",
          test(
            "packages/xiu/src/start.live.test.ts",
            "xiu ends with 0 when its file is wrong, start.sh with 1 and a word on it",
          ),
        ),
        row(
          "No command, and an image that has none.",
          test(xiuOrigin, "the pod says what it starts, from the official image, with the mounted file"),
        ),
        row(
          "1935 leads nowhere, so nobody can publish.",
          test(xiuOrigin, "offers RTMP, and nothing else, at its address"),
        ),
        row(
          "Yandex's controller needs node ports, and cuts a stream at its time-out.",
          test("packages/providers/src/yandex.test.ts", "makes Ingresses of one group for the ALB Ingress controller"),
        ),
        row(
          "An autoscaler at 1 % of memory, beside replicas in git.",
          test(
            "packages/policies/src/scaling/one-decides.test.ts",
            "accepts replicas alone, an autoscaler alone, and one for something else",
          ),
          test(xiuEdge, "scale, and then nothing states how many run"),
        ),
        row("Replicas do not share streams.", test(xiuOrigin, "more pods than one, and says what to do instead")),
        row(
          "maxUnavailable 1 of one replica allows none.",
          test(xiuOrigin, "starts the new pod before the old one goes, and lets no publisher stay with the old one"),
        ),
        row(
          "Both probes ask one port of three.",
          test("packages/xiu/src/start.live.test.ts", "alive.sh asks every port and the part that knows the streams"),
        ),
        row(
          "SIGTERM is ignored until the pod is killed.",
          test(
            "packages/xiu/src/start.live.test.ts",
            "start.sh as a container's first process ends it at SIGTERM at once, with 0",
          ),
        ),
        row(
          "HLS has no CORS header.",
          page("docs/guides/xiu-limits.md", "Left to you"),
          departure("nginx-hls in front of Xiu sends it; Xiu itself cannot, and its README says so."),
        ),
        row(
          "A personal image.",
          test(xiuOrigin, "the pod says what it starts, from the official image, with the mounted file"),
        ),
      ],
    },
  ],
};
