import { mistakes } from "./mistakes.ts";
import { srsOnAck } from "./srs-on-ack.ts";
import type { Article } from "./table.ts";
import { xiuOnYandex } from "./xiu-on-yandex.ts";

export const articles: readonly Article[] = [srsOnAck, xiuOnYandex, mistakes];
