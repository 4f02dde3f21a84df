import type { Provider } from "@weir/app/provider";
import { ack } from "./ack.ts";
import { plain } from "./plain.ts";
import { yandex } from "./yandex.ts";

/** Every provider, by the name that a cluster file writes. A further one is a file beside this one, and a word in this list. */
export const providers: Readonly<Record<string, Provider>> = Object.fromEntries(
  [ack, plain, yandex].map((provider) => [provider.name, provider as Provider]),
);
