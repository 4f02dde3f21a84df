import { type Article, departure, example, page, row, type Section, test } from "./table.ts";

const edge = "apps/srs-edge/app.test.ts";
const origin = "apps/srs-origin/app.test.ts";
const cluster = "apps/srs-origin-cluster/app.test.ts";
const deployments = "apps/srs-origin-deployments/app.test.ts";
const storage = "apps/srs-storage/app.test.ts";
const demo = "apps/srs-demo/app.test.ts";
const cleanup = "apps/srs-cleanup/app.test.ts";
const script = "apps/srs-cleanup/script.test.ts";
const nginx = "apps/nginx-hls/app.test.ts";
const ackGuide = "docs/guides/ack-cluster.md";
const breakGlass = "docs/guides/break-glass.md";
const manifests = "scripts/coverage/article-manifests.test.ts";
const readme = "README.md";

const named = test(
  manifests,
  "every name, kind, label, port and mount of the articles is in its example, or a departure says why not",
);

/** The table that the article repeats in every chapter: servers by hand against Kubernetes. */
const byHandOrNot = {
  resources: row(
    "Resources: machines, balancer and address are bought by hand on servers, by Kubernetes on its own.",
    page(ackGuide, "A load balancer"),
  ),
  deployment: row(
    "Deployment: an image can be rolled back, is the same in test and production, and is isolated from others.",
    test(
      "packages/kustomize/src/factor.test.ts",
      "says namespace, version, replicas and configuration even if all are the base's",
    ),
    example("roll-back"),
  ),
  watchdog: row(
    "Watchdog: a server that dies is started again by Kubernetes, with nothing to install.",
    test("packages/app/src/test-pods.test.ts", "finds nothing wrong with a pod that keeps the rules"),
  ),
  migration: row(
    "Migration: when a machine is replaced, Kubernetes moves the service and the balancer's listeners.",
    test(edge, "pods are spread over nodes, and a node that is drained takes one at a time"),
  ),
};

const intro: Section = {
  title: "Why Kubernetes",
  rows: [
    row("It is simple and efficient to deploy and to keep.", page(readme, "Two commands"), example("quick-start")),
    row(
      "Deployment is declared: say how many servers, and the balancer, the watchdog and migration follow.",
      page(readme, "One real change"),
    ),
    row(
      "Growing is a matter of more pods, by hand or by a policy; nodes can follow.",
      example("edge-cluster"),
      example("xiu-autoscaling"),
    ),
    row(
      "Updates, roll-backs and gray releases do not interrupt the service.",
      example("rolling-update"),
      example("roll-back"),
      example("canary"),
    ),
  ],
};

const quickStart: Section = {
  title: "Quick Start",
  rows: [
    row(
      "`kubectl cluster-info` succeeds before anything else.",
      page("examples/quick-start/README.md", "The article's commands"),
    ),
    row("One SRS origin is a whole streaming service.", example("quick-start")),
    byHandOrNot.resources,
    byHandOrNot.deployment,
    byHandOrNot.watchdog,
    byHandOrNot.migration,
    row("Step 1: a Deployment runs the origin.", example("quick-start"), named),
    row(
      "Step 2: a Service buys a balancer and an address, and serves 1935, 1985 and 8080.",
      example("quick-start"),
      departure("1985 stays inside: whoever reaches the API can end sessions, and it has no password."),
    ),
    row(
      "Note: balancers made by themselves have different addresses for HLS and for RTMP and HTTP-FLV; one of your own can be given.",
      example("one-load-balancer"),
    ),
    row(
      "Step 3: `kubectl get svc/srs-origin-service` shows the public address.",
      page("examples/quick-start/README.md", "Publish and play"),
    ),
    row("Publish RTMP to it.", page("examples/quick-start/README.md", "Publish and play"), example("demo-streams")),
    row("Play RTMP, HTTP-FLV and HLS from it.", page("examples/quick-start/README.md", "Publish and play")),
    row(
      "The image `ossrs/srs:3` runs without a configuration of its own.",
      departure(
        "A floating tag runs something else tomorrow: versions are written in full, and every server has its srs.conf.",
      ),
    ),
  ],
};

const sharedVolume: Section = {
  title: "SRS Shares Volume with Nginx",
  rows: [
    row("SRS serves RTMP and HTTP-FLV and writes HLS to a shared volume; nginx serves it.", example("shared-volume")),
    row(
      "Where nginx and a web server exist already and port 80 is taken, share a volume with nginx, or let nginx proxy some URLs.",
      example("shared-volume"),
      test(nginx, "may call the servers that it is told of"),
    ),
    row(
      "HTTPS for HLS: nginx has the certificate.",
      test(nginx, "serves HTTPS on 443, with a Secret that somebody makes or the store does"),
    ),
    row(
      "Authentication of HLS viewers: nginx asks before it serves a file.",
      test(nginx, "may call the servers that it is told of"),
    ),
    row(
      "A complete HTTP, with HTTP/2: nginx has it.",
      test("packages/nginx/src/tls.live.test.ts", "speaks HTTP/2 and TLS 1.3"),
    ),
    row(
      "SRS itself has no HTTPS.",
      departure(
        "It has since 4.0.47: `https` turns it on, with a certificate from a Secret; versions without it are refused.",
      ),
      test(origin, "options that the version has not, each by its directive"),
    ),
    byHandOrNot.resources,
    byHandOrNot.deployment,
    byHandOrNot.watchdog,
    byHandOrNot.migration,
    row("Step 1: one pod runs SRS and nginx on a shared volume.", example("shared-volume"), named),
    row(
      "Note: nginx serves from /usr/share/nginx/html; change it if yours is elsewhere.",
      test(nginx, "serves a folder of the file system, and pages"),
      departure("Here it is /html in both containers, and `root` names another folder."),
    ),
    row(
      "Note: the emptyDir starts empty and goes with its pod.",
      page("examples/shared-volume/README.md", "Publish and play"),
    ),
    row(
      "Note: because it starts empty, a container copies SRS's own pages into it.",
      test(origin, "puts the image's pages where HLS goes, before the server starts, and nowhere without HLS"),
    ),
    row("Step 2: a Service serves them through a balancer.", example("shared-volume"), named),
    row(
      "Note: RTMP 1935, FLV 8080 and the API 1985 are SRS's, HLS 80 is nginx's.",
      test(origin, "is reached on port 80 through a Service of its own"),
      test(origin, "the API is in no Service"),
    ),
    row("Note: here too a balancer of your own can be given.", example("one-load-balancer")),
    row(
      "Step 3: HLS plays from SRS (8080) and from nginx (80), RTMP and HTTP-FLV from SRS.",
      page("examples/shared-volume/README.md", "Publish and play"),
    ),
    row(
      "Note: put in your own address, which `kubectl get svc/srs-origin-service` shows.",
      page("examples/shared-volume/README.md", "Publish and play"),
    ),
  ],
};

const edgeCluster: Section = {
  title: "SRS Edge Cluster for High Concurrency Streaming",
  rows: [
    row(
      "An edge fetches a stream from the origin once, however many watch; more edges hold more viewers.",
      example("edge-cluster"),
      test(edge, "say how many viewers there is room for"),
    ),
    row(
      "Edge clusters can be divided by protocol: RTMP or HTTP-FLV.",
      test(edge, "what the Service and the network offer, and HTTP-FLV only where it is served"),
    ),
    row("Edges keep CDNs that fetch from overloading the origin.", example("edge-cluster")),
    row(
      "Several edge clusters, each with a balancer and a bandwidth of its own, keep CDNs from disturbing each other.",
      test(edge, "run side by side, each with a Service, a configuration and a budget of its own"),
      test(edge, "more viewers than the load balancers let through"),
    ),
    row("Delivery is apart from what only origins do: segments, recordings, authentication.", example("edge-cluster")),
    byHandOrNot.resources,
    byHandOrNot.deployment,
    byHandOrNot.watchdog,
    byHandOrNot.migration,
    row(
      "Configuration: a ConfigMap that is mounted, so that more servers need no change of it.",
      test(edge, "changing the replicas of a track changes nothing else"),
    ),
    row(
      "Growing: only the number of replicas changes; an autoscaler can change it.",
      example("edge-cluster"),
      test(edge, "states the replicas that there were while it takes over, and touches no other track"),
    ),
    row(
      "Discovery: edges find an origin whose address changes.",
      test(edge, "edges dial one Service with its port, never a list of origins with a typing error in it"),
    ),
    row(
      "Balancer: new edges are added to it by themselves.",
      test(edge, "selectors of workloads are disjoint, the Service alone selects all tracks"),
    ),
    row(
      "Step 1: srs-origin-deploy, srs-origin-service inside the cluster, srs-http-service for HLS.",
      example("edge-cluster"),
      named,
    ),
    row(
      "Note: edges reach the origin by the name srs-origin-service.",
      test(edge, "edges dial one Service with its port, never a list of origins with a typing error in it"),
    ),
    row(
      "Note: SRS and nginx share an emptyDir, which goes with its pod.",
      page("examples/shared-volume/README.md", "Publish and play"),
    ),
    row(
      "Note: srs-cp-files copies SRS's pages into the empty volume.",
      test(origin, "puts the image's pages where HLS goes, before the server starts, and nowhere without HLS"),
    ),
    row(
      "Note: srs-http-service serves HLS (80) and the API (1985).",
      test(origin, "the API is in no Service"),
      departure("The API stays inside: port-forward reaches it."),
    ),
    row("Note: a balancer of your own can be given.", example("one-load-balancer")),
    row("Step 2: srs-edge-config, srs-edge-deploy, srs-edge-service.", example("edge-cluster"), named),
    row(
      "Note: srs-edge-config is mounted as /usr/local/srs/conf/srs.conf.",
      test(edge, "the command names the file that is mounted, whatever the image would start with"),
      departure(
        "A mount over conf/ hides the file that images from 4.0 on start with, and they die: it is /etc/srs/srs.conf.",
      ),
    ),
    row("Note: srs-edge-service serves RTMP (1935) and HTTP-FLV (8080).", example("edge-cluster"), named),
    row(
      "Step 3: HLS plays from nginx, RTMP and HTTP-FLV from the edges.",
      page("examples/edge-cluster/README.md", "Publish and play"),
    ),
    row(
      "Note: put in your own addresses, of srs-http-service and srs-edge-service.",
      page("examples/edge-cluster/README.md", "Publish and play"),
    ),
    row("Note: the two addresses differ unless both Services name one balancer.", example("one-load-balancer")),
  ],
};

const originCluster: Section = {
  title: "SRS Origin Cluster for a Large Number of Streams",
  rows: [
    row(
      "An origin without a stream asks the others and redirects by RTMP 302 to the one that has it.",
      example("origin-cluster"),
      test(cluster, "coworkers have the API's port, and there are as many as there are origins"),
    ),
    row(
      "Even few streams are safer on two origins: the failure of one does not take all.",
      test(cluster, "a node that is drained takes one origin at a time"),
    ),
    row(
      "One origin holds 1,000 to 3,000 streams, fewer with recording and HLS; a cluster 10,000 to 100,000.",
      test(cluster, "more origins than an origin cluster is good for"),
    ),
    row(
      "Recording, transcoding and HLS need disk and processor: a cluster has more of both.",
      test(
        cluster,
        "HLS goes to a disk of the origin's own, bounded and tidied by SRS, unless a network disk is asked for",
      ),
    ),
    byHandOrNot.resources,
    byHandOrNot.deployment,
    byHandOrNot.watchdog,
    byHandOrNot.migration,
    row(
      "Configuration: when origins are added it is edited by hand and pushed to all; edges follow by themselves.",
      test(cluster, "more origins change the coworkers in place and restart nobody"),
      departure("Nothing is edited by hand: the list of coworkers follows from `replicas`."),
    ),
    row(
      "Growing: only the number of replicas changes.",
      test(cluster, "more origins change the coworkers in place and restart nobody"),
    ),
    row(
      "Discovery: an origin keeps its name when its pod moves.",
      test(cluster, "origins reach each other's API, also before they are ready"),
    ),
    row("Balancer: origins are added to it without installation.", example("origin-cluster")),
    row(
      "Storage: Kubernetes grows and updates it without interrupting the service.",
      departure(
        "A NAS grows by itself; the size of a claim that exists cannot be changed, and weir says so where it is written.",
      ),
      page("apps/srs-storage/README.md", "On a change"),
    ),
    row(
      "Step 1: buy a NAS, and make pv-nas and pvc-nas of it, for many readers and writers.",
      example("origin-cluster"),
      page(ackGuide, "A NAS"),
      test(storage, "makes a claim for many nodes and a volume that only this claim gets"),
    ),
    row(
      "The driver is the flexVolume alicloud/nas.",
      test(storage, "uses no flexVolume, which Kubernetes no longer mounts"),
      departure("flexVolume is gone from Kubernetes: the NAS's CSI driver takes its place."),
    ),
    row(
      "NFS version 3.",
      test(
        "packages/providers/src/ack.test.ts",
        "mounts a NAS by CSI, into a folder that a server without root may write",
      ),
    ),
    row(
      "The volume is recycled, and its data deleted, when no pod uses it.",
      test(storage, "lets Argo CD remove neither claim nor volume"),
      departure("The manifest says Retain, which keeps it, and that is right: recordings outlive pods."),
    ),
    row("Note: put in your own mount target.", page("examples/origin-cluster/README.md", "Publish and play")),
    row(
      "Note: SRS and nginx name pvc-nas, and Kubernetes binds pv-nas to it.",
      test(storage, "names the cluster-wide volume after its environment, so that two environments never collide"),
    ),
    row("Step 2: srs-origin-config, socs, srs-origin and srs-api-service.", example("origin-cluster"), named),
    row(
      "Note: the ConfigMap is mounted as a file.",
      test(cluster, "the configuration is mounted as a folder, which Kubernetes updates"),
    ),
    row(
      "Remark: all origins are listed in the configuration, and a new one has to be added.",
      test(cluster, "coworkers have the API's port, and there are as many as there are origins"),
    ),
    row(
      "Note: the headless Service gives every origin a name of its own, srs-origin-0.socs.",
      test(cluster, "origins reach each other's API, also before they are ready"),
    ),
    row(
      "Note: srs-api-service is the API of the first origin alone; a cluster should do better.",
      test(cluster, "the API is reached inside the cluster alone, on one origin"),
      departure("It is for port-forward alone; an API over the whole cluster does not exist in SRS."),
    ),
    row(
      "nginx-origin-deploy serves HLS and pages from the shared storage, srs-http-service is its Service.",
      example("origin-cluster"),
      named,
    ),
    row(
      "Note: srs-cp-files copies SRS's pages.",
      departure("Pages of the console are not for viewers: nginx serves playlists and segments, and nothing else."),
      test(nginx, "no container copies the console's pages beside it"),
    ),
    row(
      "Note: nginx reads the segments from the shared volume.",
      test(nginx, "reads the shared file system and cannot write it"),
    ),
    row("Step 3: srs-edge-config, srs-edge-deploy and srs-edge-service.", example("origin-cluster"), named),
    row(
      "Remark: edges list all origins, and a new one has to be added.",
      test(edge, "edges dial one Service with its port, never a list of origins with a typing error in it"),
      departure("Edges dial one Service of all origins and follow their redirects, so more origins do not touch them."),
    ),
    row(
      "Note: edges reach origins by their names in the headless Service.",
      departure("By srs-origin-service, which has the same pods behind it."),
    ),
    row(
      "Step 4: HLS plays from nginx, RTMP and HTTP-FLV from the edges.",
      page("examples/origin-cluster/README.md", "Publish and play"),
    ),
    row("Origins can be Deployments as well.", example("origin-deployments")),
  ],
};

const update: Section = {
  title: "SRS Cluster Update, Rollback, Gray Release with Zero Downtime",
  rows: [
    row(
      "Updating must not affect the business that is there: no release at four in the morning.",
      example("rolling-update"),
    ),
    row("Something new goes to a part of the machines first.", example("canary")),
    row("What goes wrong is rolled back first and understood later.", example("roll-back")),
    byHandOrNot.deployment,
    byHandOrNot.watchdog,
    row(
      "Update: pods are replaced in steps, with nothing to download by hand.",
      test(edge, "replaces pods one by one, and none before its successor has served a while"),
    ),
    row(
      "Gray release: replicas decide the share, not hands at a balancer.",
      example("canary"),
      test("packages/rollout/src/share.test.ts", "gives a track its part of the pods"),
    ),
    row(
      "Roll-back: Kubernetes keeps versions.",
      example("roll-back"),
      departure("Git keeps them: who, when and why as well."),
    ),
    row(
      "Note: edges quit gracefully; origins may simply restart, because edges try again.",
      test(edge, "a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it"),
    ),
    row(
      "SIGQUIT, or SIGTERM with force_grace_quit, closes the listeners and waits for connections to leave.",
      test(edge, "a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it"),
      test("packages/srs/src/grace.test.ts", "two minutes for a session are 131 seconds for a pod"),
    ),
    row(
      "Remark: without force_grace_quit connections are cut.",
      test("packages/srs/src/check-process.test.ts", "a drain that SIGTERM would cancel"),
      test(edge, "a version that does not exist, or cannot drain, at its track"),
    ),
    row(
      "Note: grace_start_wait and grace_final_wait may be a few hundred milliseconds.",
      departure(
        "A load balancer forgets a pod later than that: the waits are the server's own, and preStop sleeps before them.",
      ),
    ),
    row(
      "preStop starts the graceful quit.",
      departure(
        "preStop sleeps until load balancers have forgotten the pod; SIGTERM then starts the quit, so nothing can cancel it.",
      ),
      test(edge, "a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it"),
    ),
    row(
      "terminationGracePeriodSeconds is the time that connections get: two minutes here, twelve hours in production.",
      test(edge, "a drain that the cluster's nodes do not wait for, where it is written"),
      example("rolling-update"),
    ),
    row(
      "Note: `--record` keeps the reason of a change for a later roll-back.",
      departure("It is deprecated, and a commit says more."),
    ),
    row(
      "Remark: SRS 3 quits gracefully as well.",
      test("packages/srs/src/grace.test.ts", "leaves out a wait that the version does not have"),
      departure("3 is read, not written: images before 4 lack most of what is checked here."),
    ),
    row(
      "With a stream published by hand, `kubectl get po`, `srs -v` and `netstat` show who holds connections.",
      page("examples/rolling-update/README.md", "The article's commands"),
    ),
    row(
      "Note: one published stream makes two connections at its edge.",
      page("examples/rolling-update/README.md", "Release"),
    ),
  ],
};

const rollingUpdate: Section = {
  title: "SRS Cluster Rolling Update",
  rows: [
    row("`kubectl set image … --record` releases v4.0.6.", page("examples/rolling-update/README.md", "Release")),
    row(
      "An idle pod quits at once, the other one when its last connection has left.",
      page("examples/rolling-update/README.md", "Release"),
    ),
    row(
      "`kubectl get po` shows the old pod Terminating and two new ones Running.",
      page("examples/rolling-update/README.md", "Release"),
    ),
    row(
      "`kubectl rollout pause` and `resume` hold a release back.",
      page("examples/rolling-update/README.md", "Release"),
      test(edge, "holds releases back where it is told to, the whole app or one track, and says so"),
    ),
    row(
      "Remark: pause holds the next rollout, not the one under way.",
      page("examples/rolling-update/README.md", "Release"),
    ),
  ],
};

const rollingBack: Section = {
  title: "SRS Cluster Rolling Back",
  rows: [
    row(
      "Every release is a revision with its cause: `kubectl rollout history`.",
      page("examples/roll-back/README.md", "The article's commands"),
    ),
    row(
      "Note: ten revisions are kept; revisionHistoryLimit keeps more.",
      departure("Two: old ReplicaSets name ConfigMaps that are gone. Git keeps all."),
    ),
    row("`kubectl rollout undo … --to-revision=1` goes back.", page("examples/roll-back/README.md", "Go back")),
    row(
      "Going back is a rolling update too, and makes a revision of its own.",
      page("examples/roll-back/README.md", "Go back"),
    ),
    row(
      "Note: the cloud's console can choose the revision.",
      departure("Argo CD would put back what git says: the commit is the only way that lasts."),
    ),
  ],
};

const canary: Section = {
  title: "SRS Cluster Canary Release",
  rows: [
    row(
      "Versions are released to a part of the pods, behind the same balancer, and the share grows.",
      example("canary"),
    ),
    row("Three pods of v4.0.5 in srs-edge-r5-deploy.", example("canary"), named),
    row(
      "Remark: pods carry `run: srs-edge-r5` for their Deployment and `app: srs-edge` for the Service.",
      test(edge, "selectors of workloads are disjoint, the Service alone selects all tracks"),
      named,
    ),
    row(
      "One pod of v4.0.6 in srs-edge-r6-deploy, under the same Service: a quarter of the traffic.",
      example("canary"),
      named,
    ),
    row("A loop of ffmpeg shows which version answers.", page("examples/canary/README.md", "Shift, finish, go back")),
    row(
      "`kubectl scale` of both Deployments shifts the share.",
      page("examples/canary/README.md", "Shift, finish, go back"),
    ),
    row(
      "Pods that go drain, and the business does not notice.",
      test(edge, "a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it"),
    ),
    row(
      "In the end the old one has no replica, and is deleted.",
      page("examples/canary/README.md", "Shift, finish, go back"),
    ),
    row(
      "Both versions share one ConfigMap.",
      departure("Each track has its own, or a configuration could not be tried on one of them."),
      test(edge, "each track has a configuration of its own, so that configuration can be canaried too"),
    ),
  ],
};

const createCluster: Section = {
  title: "Create K8S Cluster in ACK",
  rows: [
    row("Step 1: a VPC, srs-k8s-vpc, and a switch, srs-k8s-node.", page(ackGuide, "A network")),
    row("Step 2: a key pair, srs-k8s-key, to log in with.", page(ackGuide, "A key")),
    row("Step 3: a NAS, general purpose or fast, by NFS, in the cluster's VPC and switch.", page(ackGuide, "A NAS")),
    row(
      "Warning: in the cluster's own region, Zhangjiakou.",
      test("packages/providers/src/ack.test.ts", "reports a NAS in another region than the cluster"),
      page(ackGuide, "A NAS"),
    ),
    row("Step 4: a managed cluster, with a public API server.", page(ackGuide, "A cluster")),
    row(
      "Remark: three nodes or more, each with 4 cores and 8 GB at least.",
      page(ackGuide, "A cluster"),
      example("edge-cluster"),
    ),
    row("Step 5: `kubectl cluster-info` succeeds.", page(ackGuide, "A cluster")),
  ],
};

const demoStreams: Section = {
  title: "Publish Demo Streams to SRS",
  rows: [
    row(
      "A Deployment publishes a sample to srs-origin-service in a loop.",
      test(demo, "publishes to the origin, or any number of streams to the edge, each by a container of its own"),
      named,
    ),
    row(
      "Note: several applications may publish several streams; name your own Service.",
      test(demo, "publishes to the origin, or any number of streams to the edge, each by a container of its own"),
    ),
    row("Or it publishes livestream and avatar to srs-edge-service.", example("demo-streams"), named),
    row(
      "Note: where there is an origin it may publish there.",
      page("examples/demo-streams/README.md", "What to change next"),
    ),
    row(
      "Both Deployments have one name, so one replaces the other.",
      departure("`publishTo` says which: an environment has one srs-demo."),
    ),
  ],
};

const cleanUp: Section = {
  title: "Cleanup For DVR/HLS Temporary Files",
  rows: [
    row(
      "The last segments of a stream stay behind after its end; hls_dispose removes them.",
      test(
        "packages/srs/src/origin-config.test.ts",
        "keeps the files of an ended stream until the slowest viewer is done",
      ),
    ),
    row("A restart or crash leaves temporary files that nobody removes.", example("cleanup-cronjob")),
    row(
      "Warning: finished recordings and the console's files must not go.",
      test(script, "keeps finished recordings and the console, however old"),
    ),
    row("Only what is older than three days.", test(cleanup, "counts days as minutes: 3d is three days, not four")),
    row(
      "Only *.ts*, *.m3u8*, *.flv.tmp and *.mp4.tmp.",
      test(script, "is the same two quoted, independent steps for everyone"),
    ),
    row(
      "Empty folders too.",
      test(script, "removes folders that have long been empty, never one just emptied or the volume's own"),
    ),
    row(
      "Every night at one, by the cluster's clock.",
      test(cleanup, "runs in the zone it names, never twice at a time, and not for ever"),
      departure("In the zone that is written: a cluster's clock is rarely Beijing's."),
    ),
    row("A CronJob does it on the shared volume.", example("cleanup-cronjob"), named),
    row(
      "Remark: a schedule is minute, hour, day, month, weekday, without seconds.",
      test("apps/srs-cleanup/schedule.test.ts", "refuses the schedule %j"),
    ),
    row(
      "Remark: find ties its age to its name, so every kind of file has a command of its own.",
      departure("One command with all names in parentheses: an age then holds for all of them."),
      test(script, "is the same two quoted, independent steps for everyone"),
    ),
    row(
      "Finished pods stay behind, because ttlSecondsAfterFinished is not supported.",
      test(cleanup, "runs in the zone it names, never twice at a time, and not for ever"),
      departure("It is since Kubernetes 1.23: finished runs go after three days."),
    ),
    row("Or a Deployment loops, once a day.", example("cleanup-loop"), named),
    row(
      "Note: away from peak hours.",
      page("examples/cleanup-loop/README.md", "What to change next"),
      test(cleanup, "reports a form without its time, and the time of the other form"),
    ),
  ],
};

const oneBalancer: Section = {
  title: "Use One SLB and EIP for All Streaming Service",
  rows: [
    row(
      "By default every Service gets an address of its own; one balancer serves all when they name it.",
      example("one-load-balancer"),
    ),
    row(
      "It must exist: an intranet SLB with an EIP bound to it.",
      page(ackGuide, "A load balancer"),
      page("examples/one-load-balancer/README.md", "Publish and play"),
    ),
    row(
      "Three annotations name it.",
      example("one-load-balancer"),
      test("packages/providers/src/ack.test.ts", "puts a Service on an existing SLB and takes its listeners"),
      departure("By their names of 2019: alibaba-cloud instead of alicloud."),
    ),
    row("Remark: an intranet SLB needs an EIP of its own.", page(ackGuide, "A load balancer")),
    row(
      "Remark: an SLB with a public address needs no address-type: intranet.",
      page("examples/one-load-balancer/README.md", "What to change next"),
    ),
    row(
      "Remark: dedicated clusters need the Cloud Controller Manager, or SLBs do not work.",
      page(ackGuide, "A load balancer"),
    ),
    row(
      "Note: the SLB is in the cluster's VPC.",
      page("examples/one-load-balancer/README.md", "Publish and play"),
      page(ackGuide, "A load balancer"),
    ),
    row(
      "Note: health checks, billing and certificates of an SLB can be set as well.",
      page(ackGuide, "A load balancer"),
      departure(
        "Health checks ask the ports that stream, billing is the console's, certificates are nginx's or SRS's own.",
      ),
    ),
    row(
      "Two Services on one balancer must not have the same port.",
      test(
        "packages/policies/src/addresses/one-port-each.test.ts",
        "reports a port that two Services take on one load balancer",
      ),
    ),
  ],
};

const asDeployments: Section = {
  title: "Build SRS Origin Cluster as Deployment",
  rows: [
    row(
      "Deployment: a StatefulSet is one object and one Service, Deployments are as many as there are origins.",
      example("origin-deployments"),
      example("origin-cluster"),
    ),
    row(
      "Size: fewer than 30 origins, fewer than 10 as Deployments; origins and edges list them.",
      test(cluster, "more origins than an origin cluster is good for"),
      test(deployments, "more origins than anybody keeps in step by hand"),
      departure("The heads of the article's table are the wrong way round, and no edge lists origins."),
    ),
    row(
      "Update: a StatefulSet changes its image, Deployments are changed one by one.",
      page("examples/origin-deployments/README.md", "What to change next"),
    ),
    row(
      "Gray release: only Deployments allow it; streams are interrupted and published again either way.",
      page("examples/origin-deployments/README.md", "What to change next"),
      test(deployments, "a release goes to the origin that is asked for, and its configuration too"),
    ),
    row(
      "A new origin changes the configuration of origins and edges.",
      test(deployments, "one more origin reaches the others by a reload and restarts none of them"),
      departure("Origins take the longer list up while they run; edges dial one Service."),
    ),
    row(
      "A release may go to some origins, and back, by hand; not for many machines.",
      page("examples/origin-deployments/README.md", "What to change next"),
    ),
    row(
      "Updating restarts origins; edges keep their viewers and try again, which viewers may notice.",
      page("examples/origin-deployments/README.md", "What to change next"),
    ),
    row(
      "Table: origin 0, 1 and 2, each with a Deployment, a Service and a name.",
      example("origin-deployments"),
      named,
    ),
    row(
      "srs-origin-config and srs-edge-config hold the Services' names.",
      example("origin-deployments"),
      test(deployments, "one more origin reaches the others by a reload and restarts none of them"),
    ),
    row(
      "Note: each Deployment has one replica, each Service one Deployment.",
      test(deployments, "a Service of one origin selects its pods alone, the Service of all selects every one"),
    ),
    row("Remark: the second and third are made after the first.", example("origin-deployments")),
    row(
      "srs-api-service is the API of the first origin.",
      example("origin-deployments"),
      departure("For port-forward: the API ends sessions and has no password."),
    ),
    row(
      "The Services have 1935 alone.",
      test(deployments, "coworkers have the API's port, and it is reached through each origin's own Service"),
      departure("1985 as well, or origins cannot ask each other."),
    ),
  ],
};

const resources: Section = {
  title: "Managing Compute Resources for Containers",
  rows: [
    row(
      "Requests and limits of cores and memory can be given for every container.",
      example("compute-resources"),
      test("packages/app/src/resources.test.ts", "limits memory, and cores only where the pod is to be Guaranteed"),
    ),
    row("Note: 100m is a tenth of a core.", page("examples/compute-resources/README.md", "What the numbers mean")),
    row(
      "Note: memory is in Ei, Pi, Ti, Gi, Mi, Ki.",
      test("packages/app/src/fields.test.ts", "keeps an amount of bytes as it is written and refuses bits"),
    ),
    row(
      "Pods are placed by their requests.",
      test(
        "packages/policies/src/resources/within-quota.test.ts",
        "reports the app that needs the most of what there is too little of",
      ),
    ),
    row(
      "Cores can be taken back, so a limit slows; memory cannot, so a limit kills.",
      page("examples/compute-resources/README.md", "What the numbers mean"),
    ),
    row(
      "Guaranteed pods are evicted last, then Burstable, Best-Effort first.",
      page("examples/compute-resources/README.md", "What the numbers mean"),
      test("packages/app/src/resources.test.ts", "limits memory, and cores only where the pod is to be Guaranteed"),
    ),
    row(
      "Origins get more of both: 200m and 2Gi.",
      example("compute-resources"),
      departure("A tenth of a core throttles a server of one core at some 300 viewers: a core is requested."),
    ),
    row("Edges get fewer cores and more memory: 100m and 3Gi.", example("compute-resources")),
  ],
};

const reload: Section = {
  title: "Auto Reload by Inotify",
  rows: [
    row(
      "SRS reloads when its ConfigMap changes.",
      example("auto-reload"),
      test(origin, "what SRS can reload restarts nothing"),
    ),
    row("The ConfigMap is mounted as a volume.", example("auto-reload"), named),
    row(
      "Turning HTTP and HLS off takes effect by a reload.",
      page("examples/auto-reload/README.md", "Change something"),
      departure(
        "Another length of the playlist does. The HTTP server cannot go while the Service sends viewers to it, and HLS takes a volume along, which restarts the pod.",
      ),
    ),
    row("The log shows the reload.", page("examples/auto-reload/README.md", "Change something")),
    row(
      "Note: it took 118 seconds from the change to the file in the pod.",
      page("examples/auto-reload/README.md", "Change something"),
    ),
    row(
      "It turns itself on where SRS finds Docker.",
      departure("Under containerd it does not find out: inotify_auto_reload is written."),
      test("packages/srs/src/check-reload.test.ts", "a file that is meant to reload and is not watched"),
    ),
  ],
};

const tips: Section = {
  title: "Useful Tips",
  rows: [
    row(
      "What other chapters use: a cluster, demo streams, cleaning, one balancer, Deployments, resources, reload.",
      example("demo-streams"),
      page(ackGuide, "A cluster"),
      page(breakGlass, "Change it"),
    ),
  ],
};

export const srsOnAck: Article = {
  title: "SRS on Alibaba Cloud",
  sections: [
    intro,
    quickStart,
    sharedVolume,
    edgeCluster,
    originCluster,
    update,
    rollingUpdate,
    rollingBack,
    canary,
    tips,
    createCluster,
    demoStreams,
    cleanUp,
    oneBalancer,
    asDeployments,
    resources,
    reload,
  ],
};
