import { type DirectiveRules, each, never, oneOf, rule, since } from "./rule.ts";

/** FFmpeg's own parameters, by FFmpeg's own names. */
const parameters = rule("block", undefined, { block: {}, free: true });

const engine: DirectiveRules = {
  enabled: rule("switch"),
  ...each("iformat oformat vcodec acodec vprofile vpreset output", rule("word")),
  ...each("vbitrate vfps vwidth vheight vthreads abitrate asample_rate achannels", rule("number")),
  ...each("vfilter vparams aparams", parameters),
  perfile: { ...parameters, life: since("3.0.12") },
};

export const ingest: DirectiveRules = {
  enabled: rule("switch"),
  input: rule("block", undefined, {
    block: { type: rule(oneOf("file", "stream")), url: rule("word") },
    checks: never,
  }),
  ffmpeg: rule("word"),
  // Not enabled, it copies the stream to its output.
  engine: rule("block", undefined, { block: engine, checks: never, onByDefault: true }),
};

export const transcode: DirectiveRules = {
  enabled: rule("switch"),
  ffmpeg: rule("word"),
  engine: rule("scoped-block", undefined, { block: engine, many: "named" }),
};
