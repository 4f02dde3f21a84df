import type { Provider } from "@weir/app/provider";
import { ack } from "./ack.ts";
import { plain } from "./plain.ts";

/** Every provider, by the name that a cluster file writes. */
export const providers: Readonly<Record<string, Provider>> = Object.fromEntries(
  [ack, plain].map((provider) => [provider.name, provider as Provider]),
);
