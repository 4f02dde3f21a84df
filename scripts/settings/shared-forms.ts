import { bitrate, bytes, cidr, cores, domainName, duration, ipOrAuto, label, percent, version } from "@weir/app/fields";
import type { ZodType } from "zod";
import { readText, type Text } from "./read-settings.ts";

/** A form that many settings have: pages name it, and their first page says it once. */
export interface SharedForm extends Text {
  /** `a duration` */
  readonly name: string;
  readonly examples: Examples;
}

type Examples = readonly [string, string];

export const sharedForms: readonly SharedForm[] = [
  sharedForm(["2m", "12h"], duration),
  sharedForm(["800kbps", "2.5Mbps"], bitrate),
  sharedForm(["256Mi", "100Gi"], bytes),
  sharedForm(["500m", "1500m"], cores),
  sharedForm(["60%", "75%"], percent),
  sharedForm(["v6.0-r0", "1.29.3"], version),
  sharedForm(["main", "srs-prod"], label),
  sharedForm(["example.org", "live.example.org"], domainName),
  sharedForm(["203.0.113.7", "auto"], ipOrAuto),
  sharedForm(["203.0.113.0/24", "198.51.100.7/32"], () => cidr("")),
];

function sharedForm(examples: Examples, field: (about: { description: string; examples: Examples }) => ZodType) {
  const text = readText(field({ description: "", examples }));
  return { ...text, name: text.form.replace(/ (is|are) .*$/, ""), examples };
}
