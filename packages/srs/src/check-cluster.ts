import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, valueAt } from "./config.ts";
import { ports } from "./ports.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** A vhost as an edge or as an origin. */
export function checkCluster(vhost: Directive, version: SrsVersion): ConfigProblem[] {
  const inside = vhost.block ?? [];
  const edge = valueAt(inside, "cluster", "mode") === "remote";
  return [
    ...(edge ? checkEdge(inside, version) : checkOrigin(inside)),
    ...["origin", "coworkers"].flatMap((name) => checkPeers(find(inside, "cluster", name))),
  ];
}

function checkEdge(inside: readonly Directive[], version: SrsVersion): ConfigProblem[] {
  return [
    ...checkSource(inside),
    ...makers.flatMap((maker) => checkMaker(inside, maker)),
    ...checkProtocols(inside, version),
  ];
}

function checkSource(inside: readonly Directive[]): ConfigProblem[] {
  if (find(inside, "cluster", "origin")) return [];
  return [
    problemAt(find(inside, "cluster", "mode"), {
      id: "srs/edge-origin",
      severity: "error",
      what: "mode is remote and there is no origin.",
      why: "The edge has nowhere to fetch a stream: every viewer gets nothing.",
      fix: `Add origin HOST:${ports.rtmp}.`,
    }),
  ];
}

/** What turns a stream into files. An edge has a stream only while somebody plays it from there by RTMP or HTTP-FLV. */
const makers = [
  {
    id: "srs/edge-hls",
    name: "hls",
    what: "HLS",
    why: "Edges serve RTMP and HTTP-FLV; an HLS player would get no playlist.",
  },
  {
    id: "srs/edge-dash",
    name: "dash",
    what: "DASH",
    why: "Edges serve RTMP and HTTP-FLV; a DASH player would get no manifest.",
  },
  {
    id: "srs/edge-dvr",
    name: "dvr",
    what: "recordings",
    why: "An edge has a stream only while somebody watches it there: recordings have holes.",
  },
] as const;

function checkMaker(inside: readonly Directive[], { id, name, what, why }: (typeof makers)[number]): ConfigProblem[] {
  if (!isOn(inside, name, "enabled")) return [];
  return [
    problemAt(find(inside, name), {
      id,
      severity: "error",
      what: `${name} is on in an edge.`,
      why,
      fix: `Make ${what} on the origin.`,
    }),
  ];
}

/** "For Edge, only support RTMP or HTTP-FLV" (6.0.179, 7.0.94). */
function checkProtocols(inside: readonly Directive[], version: SrsVersion): ConfigProblem[] {
  if (!isAtLeast(version, ["6.0.179", "7.0.94"])) return [];
  return ["rtc", "srt", "rtsp"]
    .filter((name) => isOn(inside, name, "enabled"))
    .map((name) =>
      problemAt(find(inside, name), {
        id: "srs/edge-protocol",
        severity: "error",
        what: `${name} is on in an edge, and edges of SRS ${formatVersion(version)} speak RTMP and HTTP-FLV alone.`,
        why: "Its players and publishers are refused.",
        fix: `Turn ${name} on in the origin.`,
      }),
    );
}

/** In an origin, what only an edge reads. */
function checkOrigin(inside: readonly Directive[]): ConfigProblem[] {
  const origin = find(inside, "cluster", "origin");
  if (!origin) return [];
  return [
    problemAt(origin, {
      id: "srs/unused-origin",
      severity: "warning",
      what: "cluster has an origin, and its mode is not remote.",
      why: "SRS asks no origin then: viewers get only what is published to this server.",
      fix: "Write mode remote, or leave origin out.",
    }),
  ];
}

/** A peer that does not follow the numbering of the others: `srs-origin2.socs` after `srs-origin-0.socs srs-origin-1.socs`. */
function checkPeers(peers: Directive | undefined): ConfigProblem[] {
  if (!peers) return [];
  const shapes = peers.args.map((peer) => /^(?<stem>.*?)(?<number>\d+)(?<rest>\D.*)?$/.exec(peer)?.groups);
  return peers.args.flatMap((peer, index) => {
    const shape = shapes[index];
    const near = shapes.filter((other) => other?.rest === shape?.rest && other?.stem === `${shape?.stem}-`);
    const own = shapes.filter((other) => other?.stem === shape?.stem && other?.rest === shape?.rest);
    if (!shape || near.length < 2 || own.length > 1) return [];
    const meant = `${shape.stem}-${shape.number}${shape.rest ?? ""}`;
    if (peers.args.includes(meant)) return [];
    return [
      problemAt(peers, {
        id: "srs/odd-peer",
        severity: "warning",
        what: `${peers.name} ${peer} is spelled unlike the others.`,
        why: "If there is no such host, every stream that is on it cannot be found.",
        fix: `Did you mean ${meant}?`,
      }),
    ];
  });
}
