import type { Audience, Cluster } from "@weir/app/context";
import type { Path, Place } from "@weir/finding/finding";

/** One environment, loaded: its own file, its parents and its cluster put together, and every value with its place. */
export interface Environment {
  /** The folder's name: `srs-prod`. */
  readonly name: string;
  /** The folder, relative to the workspace: `environments/srs-prod` or `examples/canary`. */
  readonly directory: string;
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly audience: Audience | undefined;
  /** As the provider's schema parsed each. */
  readonly addresses: Readonly<Record<string, unknown>>;
  /** In the order of the apps' names, `namespace` always among them. */
  readonly apps: Readonly<Record<string, AppSettings>>;
  readonly events: readonly Event[];
  readonly exceptions: readonly Exception[];
  /** All of it as people wrote it, parents merged in, before defaults and units; a cluster's file is not part of it. */
  readonly written: unknown;
  /** What its README begins with, in Markdown: the text of about.md. */
  readonly about: string | undefined;
  /** Every file that was read for it, relative to the workspace: what it depends on. */
  readonly files: readonly string[];
  /** The place of a value, or of the nearest written value above it. */
  readonly locate: (path: Path) => Place;
}

interface AppSettings {
  /** As the app's schema parsed them. */
  readonly settings: unknown;
  /** The same as a person wrote them, parents merged in, before defaults and units. */
  readonly written: unknown;
}

/** A live event. */
interface Event {
  readonly name: string;
  /** RFC 3339 with offset. */
  readonly from: string;
  /** Seconds. */
  readonly for: number;
  readonly viewers: number;
  /** Seconds before and after in which only scale-up and rollback pass. */
  readonly freeze: number;
}

/** A finding that someone accepts for a time. */
interface Exception {
  readonly policy: string;
  readonly app: string;
  /** YYYY-MM-DD, the last day. */
  readonly until: string;
  readonly because: string;
}
