import { listWords } from "@weir/environment/subject";
import { type Finding, formatPlace, type Path } from "@weir/finding/finding";
import { groupOf, isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import { portsTaken } from "@weir/policies/balancer-of";
import { routesOf } from "@weir/policies/routes-of";
import { hostSetting } from "@weir/policies/written-settings";
import { type Model, objectsOf } from "@weir/render/model";

/** Something that only one environment can have: a namespace, a port of a load balancer, a host name, a folder of a file system. */
export interface Claim {
  /** `thing` of `of` is what two claims have in common: `port 80/TCP` of `load balancer lb-1`. */
  readonly thing: string;
  readonly of: string;
  /** Whether it is a folder, and `thing` its path: another may lie in it. */
  readonly folder?: true;
  readonly place: Finding["where"];
}

/** What an environment needs for itself alone, read off its manifests. */
export function claimsOf(model: Model): Claim[] {
  const { environment, apps } = model;
  const cluster = sayCluster(environment);
  return apps.flatMap(({ app, target }) => {
    const placeOf = (at: Path = []) => environment.locate(["apps", app, ...at]);
    return objectsOf(target).flatMap((object) => [
      ...(isClusterScoped(object)
        ? [
            {
              thing: `${object.kind} ${object.metadata.name}`,
              of: cluster,
              place: object.kind === "Namespace" ? environment.locate(["namespace"]) : placeOf(),
            },
          ]
        : []),
      ...foldersOf(object).map((claim) => ({ ...claim, place: placeOf(["path"]) })),
      ...portsTaken({ app, object }, model).map(({ balancer, port, protocol, at }) => ({
        thing: `port ${port}/${protocol}`,
        of: `load balancer ${balancer}`,
        place: placeOf(at),
      })),
      // In two clusters it may be one service that moves from the one to the other, by its DNS.
      ...routesOf(object).map(({ host, path }) => ({
        thing: `${host}${path}`,
        of: cluster,
        place: placeOf(hostSetting(host, { app, object }, environment)),
      })),
    ]);
  });
}

/** A claim, and the directory of the environment that has it. */
interface Held extends Claim {
  readonly directory: string;
}

/** Environments that would take something from one another; `claims` by the environment's directory. */
export function checkClaims(claims: ReadonlyMap<string, readonly Claim[]>): Finding[] {
  const all = [...claims].flatMap(([directory, own]) => own.map((claim): Held => ({ ...claim, directory })));
  const folders = Map.groupBy(
    all.filter(({ folder }) => folder),
    ({ of }) => of,
  );
  return [...checkThings(all.filter(({ folder }) => !folder)), ...[...folders.values()].flatMap(checkFolders)];
}

/** One finding for all that one setting takes from one other. */
function checkThings(all: readonly Held[]): Finding[] {
  const taken = new Map<string, Held>();
  const conflicts = all.flatMap((claim) => {
    const key = `${claim.thing} of ${claim.of}`;
    const other = taken.get(key) ?? claim;
    taken.set(key, other);
    return other.directory === claim.directory ? [] : [{ claim, other }];
  });
  const bySettings = Map.groupBy(conflicts, ({ claim, other }) =>
    JSON.stringify([claim.of, claim.directory, claim.place, other.directory, other.place]),
  );
  return [...bySettings.values()].flatMap((pairs) => {
    const [first] = pairs;
    if (!first) return [];
    const { claim, other } = first;
    const things = listWords([...new Set(pairs.map(({ claim: { thing } }) => thing))], "and");
    return [
      {
        id: "environment/taken",
        severity: "error",
        where: claim.place,
        what: `${claim.directory} takes ${things} of ${claim.of}, which ${other.directory} has (${formatPlace(other.place)}).`,
        why: "What one of them does there undoes the other: streams are overwritten, cleaned away or sent to the wrong servers.",
        fix: "give each environment its own.",
      },
    ];
  });
}

/** Folders of one file system of which one is, or lies in, another's. */
function checkFolders(held: readonly Held[]): Finding[] {
  return held.flatMap((claim, index) =>
    held.slice(0, index).flatMap((other): Finding[] => {
      const [own, others] = [claim.thing, other.thing];
      const nested = `${own}/`.startsWith(`${others}/`) || `${others}/`.startsWith(`${own}/`);
      if (claim.directory === other.directory || !nested) return [];
      const [outer, inner] = own.length < others.length ? [own, others] : [others, own];
      const whose = `${other.directory} (${formatPlace(other.place)})`;
      const lies =
        own === others
          ? `which is the folder of ${whose} too`
          : own === inner
            ? `which lies in ${outer} of ${whose}`
            : `in which ${inner} of ${whose} lies`;
      return [
        {
          id: "environment/taken",
          severity: "error",
          where: claim.place,
          what: `${claim.directory} keeps its files in ${own} of ${claim.of}, ${lies}.`,
          why: `What cleans up ${outer} removes the files of both, and HLS of the one is overwritten by the other's: viewers stall, or see another stream.`,
          fix: "write a path for each environment that lies in no other's.",
        },
      ];
    }),
  );
}

/** The folder of a shared file system behind a PersistentVolume. */
function foldersOf(object: KubernetesObject) {
  if (object.kind !== "PersistentVolume" || groupOf(object) !== "") return [];
  const { spec } = object as unknown as { spec: { csi?: { volumeAttributes?: Folder }; nfs?: Folder } };
  const { server, path } = spec.csi?.volumeAttributes ?? spec.nfs ?? {};
  return server === undefined || path === undefined ? [] : [{ thing: path, of: server, folder: true as const }];
}

interface Folder {
  readonly server?: string;
  readonly path?: string;
}

/** A cluster by its file; one that is written inline by what Argo CD calls it, because each environment writes it anew. */
function sayCluster({ cluster, written }: Model["environment"]): string {
  const { name, provider, region, argocd } = cluster;
  const inline = typeof (written as { cluster?: unknown } | undefined)?.cluster === "object";
  if (!inline || !argocd) return `cluster ${name}`;
  const { destination, namespace, repoURL } = argocd;
  const called = "name" in destination ? destination.name : destination.server;
  const kind = [provider, region].filter(Boolean).join(" ");
  return `cluster ${called} of Argo CD in ${namespace} (${kind}, ${repoURL})`;
}
