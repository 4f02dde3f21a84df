/** Where an example does not have what the article's manifest has: the fact as the test words it, and why. */
export const departures: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /pods app=srs$/,
    why: "Pods of every single origin carry app: srs-origin, so that edges and network policies find it when they are added.",
  },
  {
    pattern: /port 1985$/,
    why: "Whoever reaches the API can end sessions: it is in no Service that the public reaches.",
  },
  {
    pattern: /mount \/usr\/local\/srs\/conf$/,
    why: "A mount there hides the file that images from 4.0 on start with: the configuration is at /etc/srs, and named in the command.",
  },
  {
    pattern: /mount \/usr\/local\/srs\/objs\/nginx\/html$/,
    why: "HLS goes to /html, which SRS writes and nothing of the image is hidden by.",
  },
  {
    pattern: /container nginx (port 80|mount \/usr\/share\/nginx\/html)$/,
    why: "nginx does not run as root, so it listens above 1024 behind port 80 of its Service, and serves /html.",
  },
  {
    pattern: /container srs-cp-files$/,
    why: "An initContainer copies SRS's pages before anything starts, instead of a container that races nginx and then sleeps.",
  },
  {
    pattern: /PersistentVolume pv-nas$/,
    why: "Volumes are cluster-wide, so the name holds the environment's: pv-nas-origin-cluster.",
  },
  {
    pattern: /Service srs-api-service type LoadBalancer$/,
    why: "The API is reached by kubectl port-forward: in public it would let anybody end sessions.",
  },
  {
    pattern: /container cleanup mount \/tmp\/html$/,
    why: "The file system is mounted at /html in every pod that has it.",
  },
  {
    pattern: /shared-volume: Service srs-origin-service port 80$/,
    why: "Port 80 is nginx's, so it is in nginx's own Service, srs-http-service, at the same load balancer.",
  },
  {
    pattern: /origin-deployments: ConfigMap srs-origin-config$/,
    why: "Each origin has its own, srs-origin-0-config and so on, so that a changed configuration can go to one of them first.",
  },
  {
    pattern: /pods app=srs-origin-\d$/,
    why: "Origins carry app: srs-origin together, for their common Service, and run: srs-origin-0 each, for their own.",
  },
  {
    pattern: /container xiu-prod-pod$/,
    why: "A container is called by what it runs, xiu, and not like a pod.",
  },
  {
    pattern: /Namespace xiu-STAGE-namespace$/,
    why: "An example's namespace is called like the example; environments/xiu-prod has the article's.",
  },
  {
    pattern: /(pods environment=prod|pods app=xiu-prod-pod)$/,
    why: "The namespace says which environment it is; the article's Service selects a label that its pods do not have.",
  },
  {
    pattern: /HorizontalPodAutoscaler xiu-STAGE-autoscaling$/,
    why: "Replicas of one Xiu do not share streams, so the edges are scaled: xiu-STAGE-edge-autoscaling.",
  },
];
