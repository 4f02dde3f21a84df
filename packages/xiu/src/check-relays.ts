import type { Path, Problem } from "@weir/finding/finding";

/** One xiu of a topology, as relays see it. */
export interface RelayNode {
  /** Unique, for people: `xiu-edge`. */
  readonly name: string;
  /** Host names under which others dial it: its Service, its pods. */
  readonly hosts: readonly string[];
  /** Pods that take viewers behind one Service. */
  readonly replicas: number;
  /** The host it fetches streams from. */
  readonly pull?: string | undefined;
  /** The hosts it sends streams to. */
  readonly push: readonly string[];
  /** Whether viewers are to have HLS there. */
  readonly hls: boolean;
  /** Whether publishers may connect to it, other than relays. */
  readonly takesPublishers: boolean;
  /** Whether it asks for a token: of who plays by RTMP, of who publishes. Relays have none. */
  readonly asks: { readonly play: boolean; readonly publish: boolean };
}

/** A problem of one node; `at` is what to change in its settings: `pull`, `push`, `hls`, `replicas`, `auth`. */
export interface RelayProblem extends Problem {
  readonly node: string;
  readonly at: Path;
}

/**
 * What is wrong with how several xiu pass streams on. A host that no node answers to is outside: somebody else's server.
 */
export function checkRelays(nodes: readonly RelayNode[]): RelayProblem[] {
  const find = (host: string) => nodes.find(({ hosts }) => hosts.includes(host));
  return [...findLoops(nodes, find), ...nodes.flatMap((node) => checkNode(node, nodes, find))];
}

type Find = (host: string) => RelayNode | undefined;

/** Where a node's streams come from. */
function sourcesOf(node: RelayNode, nodes: readonly RelayNode[], find: Find): RelayNode[] {
  const pulled = node.pull === undefined ? undefined : find(node.pull);
  const pushing = nodes.filter(({ push }) => push.some((host) => find(host) === node));
  return [...(pulled ? [pulled] : []), ...pushing];
}

function checkNode(node: RelayNode, nodes: readonly RelayNode[], find: Find): RelayProblem[] {
  const { name, hls, pull, push, replicas, takesPublishers, asks } = node;
  const problems: RelayProblem[] = [];
  const report = (at: string, problem: Omit<Problem, "severity">) =>
    problems.push({ node: name, at: [at], severity: "error", ...problem });
  const pushers = nodes.filter((other) => other.push.some((host) => find(host) === node));
  const pullers = nodes.filter((other) => other.pull !== undefined && find(other.pull) === node);

  // Without pods, that is what has to be said.
  if (pull === undefined && pushers.length === 0 && !takesPublishers && replicas > 0) {
    report("pull", {
      id: "xiu/no-source",
      what: `${name} neither pulls streams nor is it sent any.`,
      why: "Viewers connect and never see a picture.",
      fix: hls
        ? "write push: xiu-edge in xiu-origin, and no pull here."
        : "write pull: xiu-origin here, or for HLS here push: xiu-edge in xiu-origin.",
    });
  }
  if (hls && pull !== undefined) {
    report("hls", {
      id: "xiu/hls-needs-push",
      what: `${name} serves HLS and pulls its streams.`,
      why: "A request for HLS never makes xiu fetch a stream: viewers get 404.",
      fix: "remove pull here and write push: xiu-edge in xiu-origin; or remove hls here, and add nginx-hls with from: xiu-origin.",
    });
  }
  if (takesPublishers && replicas > 1) {
    report("replicas", {
      id: "xiu/replicas-share-nothing",
      what: `${name} takes publishers and has ${replicas} pods, which do not share streams.`,
      why: `${replicas - 1} of ${replicas} viewers reach a pod that does not have the stream.`,
      fix: "write replicas: 1, and add xiu-edge for more viewers.",
    });
  }
  for (const host of new Set(push)) {
    const target = find(host);
    // A Service hands each stream to one of its pods, and the others never see it.
    if (target && target.replicas > 1 && target.hosts[0] === host) {
      report("push", {
        id: "xiu/push-to-service",
        what: `${name} pushes to ${host}, which stands for ${target.replicas} pods.`,
        why: `Each stream reaches one of them: ${target.replicas - 1} of ${target.replicas} viewers never see it.`,
        fix: "push to every pod by its own name.",
      });
    }
  }
  if (asks.play && pullers.length > 0) {
    report("auth", {
      id: "xiu/pull-has-no-token",
      what: `${name} asks who plays by RTMP for a token, and ${list(pullers)} pulls from it.`,
      why: "xiu pulls without a token: it is refused, and viewers there never see a picture.",
      fix: "take rtmp out of auth.play here, and ask for tokens at the edges.",
    });
  }
  if (asks.publish && pushers.length > 0) {
    report("auth", {
      id: "xiu/push-has-no-token",
      what: `${name} asks who publishes for a token, and ${list(pushers)} pushes to it.`,
      why: "xiu pushes without a token: it is refused, and viewers there never see a picture.",
      fix: "write auth.publish: false here; its NetworkPolicy keeps others out.",
    });
  }
  return problems;
}

/** Every loop once, found at the first of its nodes: streams in it have no beginning. */
function findLoops(nodes: readonly RelayNode[], find: Find): RelayProblem[] {
  const done = new Set<RelayNode>();
  return nodes.flatMap((start) => {
    const loop = findLoop(start, [], nodes, find, done);
    if (!loop) return [];
    const way = [...loop, loop[0] as RelayNode].map(({ name }) => name).join(" → ");
    const first = loop[0] as RelayNode;
    return [
      {
        node: first.name,
        at: [first.pull === undefined ? "push" : "pull"],
        id: "xiu/relay-loop",
        severity: "error" as const,
        what: loop.length === 1 ? `${first.name} relays to itself.` : `Relays go in a circle: ${way}.`,
        why: "A stream in it comes back to where it began, and its publisher is refused.",
        fix: "let streams flow one way: from the origin to the edges.",
      },
    ];
  });
}

function findLoop(
  node: RelayNode,
  way: readonly RelayNode[],
  nodes: readonly RelayNode[],
  find: Find,
  done: Set<RelayNode>,
): RelayNode[] | undefined {
  const begin = way.indexOf(node);
  // Sources were followed backwards; people read along the stream.
  if (begin >= 0) return way.slice(begin).reverse();
  if (done.has(node)) return undefined;
  for (const source of sourcesOf(node, nodes, find)) {
    const loop = findLoop(source, [...way, node], nodes, find, done);
    if (loop) {
      done.add(node);
      return loop;
    }
  }
  done.add(node);
  return undefined;
}

function list(nodes: readonly RelayNode[]): string {
  return nodes.map(({ name }) => name).join(", ");
}
