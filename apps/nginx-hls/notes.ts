import { noteScale } from "@weir/app/scale";
import { deploymentName } from "./render.ts";
import type { Settings } from "./settings.ts";

export function notes(settings: Settings): string[] {
  const { auth, from, tls } = settings;
  return [
    ...noteScale(settings, deploymentName),
    ...(tls
      ? [
          `A certificate that is renewed in Secret ${tls.secretName} is used within about a minute, without a restart. ` +
            "New pods wait until there is one that fits its key; running ones refuse HTTPS while there is none.",
        ]
      : []),
    ...(auth ? ["Nobody gets HLS while the server that is asked about viewers does not answer."] : []),
    ...(from === "srs-origin-cluster" || from === "srs-origin-deployments"
      ? [
          "Which origin has a stream is found by asking them in turn: a playlist or a segment costs a request to each until one has it.",
        ]
      : []),
  ];
}
