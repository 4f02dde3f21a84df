import type { Context } from "@weir/app/app";
import { noteHosts } from "@weir/xiu/doors";
import { originPrefix } from "@weir/xiu/names";
import { pushedHosts } from "@weir/xiu/relay-nodes";
import { tokensOf } from "@weir/xiu/tokens";
import { doorsOf } from "./render.ts";
import type { Settings } from "./settings.ts";

/** What xiu does that nobody expects of a server, and what is left to do by hand. */
export function noteLimits(settings: Settings, context: Context): string[] {
  return [
    ...noteHosts(doorsOf(settings), originPrefix(context.environment), context),
    ...noteHls(settings),
    ...noteTokens(settings, context),
    "A release starts the new pod first and then ends the old one: publishers reconnect to the new one, and so do viewers.",
    ...notePush(settings, context),
    ...noteHooks(settings),
  ];
}

/** Of nginx-hls nobody has to know: it sends the header. */
function noteHls({ hls }: Settings): string[] {
  if (hls?.address === undefined) return [];
  return [
    "HLS straight from xiu has no CORS header: players on the pages of another host refuse it. `nginx-hls: {from: xiu-origin}` sends one.",
  ];
}

function noteTokens(settings: Settings, { environment, namespace }: Context): string[] {
  const auth = tokensOf(settings);
  if (!auth?.publish) return [];
  const { secretName } = settings.secret as NonNullable<Settings["secret"]>;
  const token =
    auth.algorithm === "md5"
      ? "the MD5 digest, in hexadecimal, of `key` and the stream's name behind it"
      : "`push_password`, or `password` where there is none,";
  return [
    `Publishers write \`?token=…\` behind the stream's name, with ${token} of the Secret \`${secretName}\`. It is read at the start; once it has changed: \`kubectl -n ${namespace} rollout restart deployment ${originPrefix(environment)}deployment\``,
  ];
}

function notePush(settings: Settings, context: Context): string[] {
  const count = pushedHosts(settings, context).length;
  if (count === 0) return [];
  return [
    `Streams go to ${count} edges, whose names are in its configuration: another number of edges restarts it, and its publishers reconnect.`,
    "It connects to an edge when somebody begins to publish. An edge that restarts has a stream again when its publisher begins anew; one that cannot be reached at that moment gets no stream until this pod restarts.",
  ];
}

function noteHooks({ httpnotify }: Settings): string[] {
  if (!httpnotify) return [];
  return [
    "It waits for each answer of the hooks, without a time-out: while that server hangs nobody new can publish or play, and after a minute Kubernetes restarts the pod.",
  ];
}
