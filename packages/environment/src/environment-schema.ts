import { bitrate, count, duration, label, text } from "@weir/app/fields";
import { type ZodType, z } from "zod";
import { clusterFields } from "./cluster-schema.ts";

/** The version of the format of environment, cluster and fleet files that this weir reads. */
export const formatVersion = 1;

const weir = z
  .literal(formatVersion)
  .meta({ description: "Version of this file's format.", examples: [formatVersion] });

export const parentName = text(
  {
    description: "A parent, whose settings hold here unless this file says otherwise.",
    examples: ["fleets/live", "fleets/events"],
  },
  /^fleets\/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  "a parent is fleets/<name>, for the file fleets/<name>.yaml; an environment is never a parent",
);

export const clusterName = label({
  description: "The name of a file in clusters/.",
  examples: ["ack-zhangjiakou", "eu-3"],
});

export const namespaceName = label({
  description: "The Kubernetes namespace. Left out: the environment's own name.",
  examples: ["srs-prod-namespace", "live-eu-3"],
})
  .refine((name) => !name.startsWith("kube-"), "names that begin with kube- belong to Kubernetes itself")
  .refine(
    (name) => name !== "default",
    "whatever is applied without a namespace lands in default, among these servers",
  );

const audience = z
  .strictObject({
    viewers: count({ description: "Viewers at the peak.", examples: [2000, 40_000] }, { min: 1, max: 1_000_000_000 }),
    publishers: count({ description: "Streams that are published at the peak.", examples: [1, 20] }).default(1),
    bitrate: bitrate({ description: "Of one stream, in bits per second.", examples: ["800kbps", "2.5Mbps"] }),
    session: z
      .strictObject({
        mean: duration(
          { description: "How long a viewer stays on average.", examples: ["30m", "2h"] },
          { min: "1s" },
        ).prefault("30m"),
        spread: z
          .number()
          .min(0.1)
          .max(4)
          .meta({ description: "Sigma of the lognormal distribution.", examples: [1.5, 1] })
          .default(1.5),
      })
      .meta({ description: "How long a viewer stays. Left out: 30m with a spread of 1.5." })
      .prefault({}),
  })
  .meta({ description: "What must be held at the peak: capacity, canary and report count with it." });

const event = z.strictObject({
  name: label({ description: "Its name, for weir ready --event.", examples: ["final", "opening"] }),
  from: text(
    { description: "Start, with the offset from UTC.", examples: ["2026-12-05T18:00+08:00", "2026-12-05T10:00:00Z"] },
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/,
    "a time is written with its date and its offset from UTC",
  )
    .refine((time) => isDate(time.slice(0, 10)) && !Number.isNaN(Date.parse(time)), "no calendar has this time")
    .transform((time) => time.replace(/(T\d\d:\d\d)([Z+-])/, "$1:00$2")),
  for: duration({ description: "How long it lasts.", examples: ["5h", "90m"] }, { min: "1m" }),
  viewers: count({ description: "Viewers at its peak.", examples: [3000, 40_000] }, { min: 1, max: 1_000_000_000 }),
  freeze: duration({
    description: "Before and after it, only scale-up and rollback pass for this long.",
    examples: ["12h", "1d"],
  }).prefault("0s"),
});

function exceptionSchema(apps: readonly string[]) {
  return z.strictObject({
    policy: text(
      { description: "Id of the policy whose finding is accepted.", examples: ["images/end-of-life", "srs/peer-port"] },
      /^[a-z0-9-]{1,40}\/[a-z0-9-]{1,60}$/,
      "a policy is written family/name",
    ),
    app: z.enum(apps as [string, ...string[]]).meta({ description: "The app it is accepted for." }),
    until: text(
      { description: "The last day on which it is accepted.", examples: ["2027-01-31", "2026-12-05"] },
      /^\d{4}-\d{2}-\d{2}$/,
      "a day is written year-month-day",
    ).refine(isDate, "no calendar has this day"),
    because: text(
      {
        description: "Why, for whoever reads the report.",
        examples: ["SRS 5 until the final is over", "no spare nodes"],
      },
      /^\S.{0,299}$/s,
      "a reason is a line of 1 to 300 characters",
    ),
  });
}

function isDate(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

interface EnvironmentParts {
  /** What each app may say, by name: its `settings`. */
  readonly apps: ReadonlyMap<string, ZodType>;
  /** What an address may say: the provider's `address`. */
  readonly address: ZodType;
  /** The names of the providers. */
  readonly providers: readonly string[];
}

/** environments/<name>/environment.yaml, parents merged in. */
export function environmentSchema({ apps, address, providers }: EnvironmentParts) {
  const names = [...apps.keys()];
  const addressName = label({ description: "What apps call this address.", examples: ["main", "ingest"] });
  return z.strictObject({
    weir,
    inherit: parentName.optional(),
    cluster: z
      .union([clusterName, z.strictObject(clusterFields(providers))])
      .meta({ description: "The cluster it runs in: the name of a file in clusters/, or the same settings here." }),
    namespace: namespaceName.optional(),
    audience: audience.optional(),
    addresses: z
      .record(addressName, address)
      .meta({ description: "Public addresses, by the name that apps use." })
      .default({}),
    apps: z
      .strictObject(Object.fromEntries([...apps].map(([name, settings]) => [name, settings.optional()])))
      .meta({ description: "What runs here, by app." })
      .default({}),
    events: z
      .array(event)
      .meta({ description: "Live events. Kept with the environment; nothing acts on them yet." })
      .default([]),
    exceptions: z
      .array(exceptionSchema(names))
      .meta({
        description: "Findings that someone accepts for a time. Kept with the environment; nothing acts on them yet.",
      })
      .default([]),
  });
}

/** clusters/<name>.yaml. */
export function clusterSchema(providers: readonly string[]) {
  return z.strictObject({ weir, ...clusterFields(providers) });
}

/** What a fleets/<name>.yaml says about itself, as opposed to what it passes on. */
export const fleetHead = z.looseObject({ weir, inherit: parentName.optional() });
