import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn } from "./config.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** "Security: Enable CIDR for allow/deny play/publish" (4.0, between 4.0.247 and 4.0.248); 5.0 had it by its first release. */
const networks = ["4.0.248", "5.0.98"];
/** "Security: Support IP whitelist for HTTP-FLV, HLS, WebRTC, and SRT". */
const everyProtocol = ["5.0.202", "6.0.104"];

/**
 * Who may publish and play, by address. Deny rules come first; where there is an allow rule, of whatever kind, SRS refuses
 * all that no allow rule is for (srs_app_security.cpp `do_check`).
 */
export function checkSecurity({ block: inside = [] }: Directive, version: SrsVersion): ConfigProblem[] {
  const security = find(inside, "security");
  if (!security || !isOn(inside, "security", "enabled")) return [];
  const rules = (security.block ?? []).filter(({ name }) => name === "allow" || name === "deny");
  return [
    ...rules.flatMap((rule) => checkNetwork(rule, version)),
    ...checkShut(security, rules),
    ...checkDoors(inside, rules, version),
  ];
}

function checkNetwork(rule: Directive, version: SrsVersion): ConfigProblem[] {
  const [, source = ""] = rule.args;
  if (!source.includes("/") || isAtLeast(version, networks)) return [];
  return [
    problemAt(rule, {
      id: "srs/allow-network",
      severity: "error",
      what: `SRS ${formatVersion(version)} compares addresses one by one and does not know what ${source} means.`,
      why: rule.name === "allow" ? "Nobody there is let in." : "Nobody there is kept out.",
      fix: `Use ${networks.join(", ")} or later, or list single addresses.`,
    }),
  ];
}

function checkShut(security: Directive, rules: readonly Directive[]): ConfigProblem[] {
  const allowed = new Set(rules.filter(({ name }) => name === "allow").map(({ args }) => args[0]));
  const shut = rules.length > 0 && allowed.size === 0 ? [] : ["publish", "play"].filter((what) => !allowed.has(what));
  if (shut.length === 0) return [];
  return [
    problemAt(security, {
      id: "srs/security-shut",
      severity: "error",
      what: `security is on and nothing allows anybody to ${shut.join(" or to ")}.`,
      why: `SRS refuses what no rule allows: everybody who wants to ${shut.join(" or to ")} is turned away.`,
      fix: `Add ${shut.map((what) => `allow ${what} all`).join(" and ")}.`,
    }),
  ];
}

/** Players whom a rule is meant to keep out and who come by another door. */
function checkDoors(inside: readonly Directive[], rules: readonly Directive[], version: SrsVersion): ConfigProblem[] {
  if (isAtLeast(version, everyProtocol)) return [];
  const meant = rules.find(({ args: [who, source], name }) => who === "play" && (name === "deny" || source !== "all"));
  const doors = ["http_remux", "hls"].filter((name) => isOn(inside, name, "enabled"));
  if (!meant || doors.length === 0) return [];
  return [
    problemAt(meant, {
      id: "srs/security-http",
      severity: "warning",
      what: `SRS ${formatVersion(version)} does not ask security about HTTP, and ${doors.join(" and ")} ${doors.length > 1 ? "are" : "is"} on.`,
      why: "Whoever it keeps out of RTMP plays the same stream over HTTP.",
      fix: `Use ${everyProtocol.join(", ")} or later.`,
    }),
  ];
}
