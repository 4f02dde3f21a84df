import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn } from "./config.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** "support HTTPS client, for http-callback" (4.0.45). */
const httpsClient = ["4.0.45"];

/** Hooks that SRS cannot call, and hooks of files that nothing makes. */
export function checkHooks({ block: inside = [] }: Directive, version: SrsVersion): ConfigProblem[] {
  const hooks = find(inside, "http_hooks");
  if (!hooks || !isOn(inside, "http_hooks", "enabled")) return [];
  const named = (hooks.block ?? []).filter(({ name }) => name.startsWith("on_"));
  return [
    ...named.flatMap((hook) => checkTls(hook, version)),
    ...named.flatMap((hook) => checkMaker(hook, inside)),
    ...(named.length === 0 ? [noHook(hooks)] : []),
  ];
}

function checkTls(hook: Directive, version: SrsVersion): ConfigProblem[] {
  const url = hook.args.find((arg) => arg.startsWith("https:"));
  if (url === undefined || isAtLeast(version, httpsClient)) return [];
  return [
    problemAt(hook, {
      id: "srs/hook-https",
      severity: "error",
      what: `${hook.name} calls ${url}, and SRS ${formatVersion(version)} cannot speak HTTPS to a hook.`,
      why: "The call fails, and SRS refuses whoever it asked about.",
      fix: `Call it by http, or use ${httpsClient.join(", ")} or later.`,
    }),
  ];
}

const makers: Readonly<Record<string, string>> = { on_dvr: "dvr", on_hls: "hls", on_hls_notify: "hls" };

function checkMaker(hook: Directive, inside: readonly Directive[]): ConfigProblem[] {
  const maker = makers[hook.name];
  if (maker === undefined || isOn(inside, maker, "enabled")) return [];
  return [
    problemAt(hook, {
      id: "srs/idle-hook",
      severity: "warning",
      what: `${hook.name} is called when ${maker} has made a file, and ${maker} is not on.`,
      why: "It is never called.",
      fix: `Turn ${maker} on, or leave ${hook.name} out.`,
    }),
  ];
}

function noHook(hooks: Directive): ConfigProblem {
  return problemAt(hooks, {
    id: "srs/no-hook",
    severity: "warning",
    what: "http_hooks is on and names no hook.",
    why: "Nobody is asked about publishers and viewers: all are let in.",
    fix: "Add on_publish URL, or leave http_hooks out.",
  });
}
