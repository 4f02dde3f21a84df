import { type Finding, formatPlace } from "@weir/finding/finding";
import { groupOf, isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import { portsTaken } from "@weir/policies/balancer-of";
import { routesOf } from "@weir/policies/routes-of";
import { type Model, objectsOf } from "@weir/render/model";

/** Something that only one environment can have: a namespace, a port of a load balancer, a host name, a folder of a file system. */
export interface Claim {
  /** Equal for two claims to the same thing. */
  readonly thing: string;
  readonly place: Finding["where"];
}

/** What an environment needs for itself alone, read off its manifests. */
export function claimsOf(model: Model): Claim[] {
  const { environment, apps } = model;
  const { cluster } = environment;
  return apps.flatMap(({ app, target }) => {
    const place = environment.locate(["apps", app]);
    return objectsOf(target)
      .flatMap((object) => [
        ...(isClusterScoped(object) ? [`${object.kind} ${object.metadata.name} of cluster ${cluster.name}`] : []),
        ...folderOf(object),
        ...portsTaken(object, model).map(
          ({ balancer, port, protocol }) => `port ${port}/${protocol} of load balancer ${balancer}`,
        ),
        // In two clusters it may be one service that moves from the one to the other, by its DNS.
        ...routesOf(object).map(({ host, path }) => `${host}${path} of cluster ${cluster.name}`),
      ])
      .map((thing) => ({ thing, place }));
  });
}

/** Environments that would take something from one another; `claims` by the environment's directory. */
export function checkClaims(claims: ReadonlyMap<string, readonly Claim[]>): Finding[] {
  const taken = new Map<string, Claim & { readonly directory: string }>();
  return [...claims].flatMap(([directory, own]) =>
    own.flatMap((claim): Finding[] => {
      const other = taken.get(claim.thing);
      if (!other) taken.set(claim.thing, { ...claim, directory });
      if (!other || other.directory === directory) return [];
      return [
        {
          id: "environment/taken",
          severity: "error",
          where: claim.place,
          what: `${directory} takes ${claim.thing}, which ${other.directory} has (${formatPlace(other.place)}).`,
          why: "What one of them does there undoes the other: streams are overwritten, cleaned away or sent to the wrong servers.",
          fix: "give each environment its own.",
        },
      ];
    }),
  );
}

/** The folder of a shared file system behind a PersistentVolume. */
function folderOf(object: KubernetesObject): string[] {
  if (object.kind !== "PersistentVolume" || groupOf(object) !== "") return [];
  const { spec } = object as unknown as { spec: { csi?: { volumeAttributes?: Folder }; nfs?: Folder } };
  const folder = spec.csi?.volumeAttributes ?? spec.nfs;
  return folder?.server === undefined ? [] : [`folder ${folder.path} of ${folder.server}`];
}

interface Folder {
  readonly server?: string;
  readonly path?: string;
}
