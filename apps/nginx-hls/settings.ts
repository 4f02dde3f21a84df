import { address } from "@weir/app/address";
import { count, version } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { z } from "zod";

export const settings = z.strictObject({
  version: version({ description: "Tag of the image nginx, in full.", examples: ["1.29.3", "1.28.0"] }).default(
    "1.29.3",
  ),
  replicas: count({ description: "How many pods serve HLS.", examples: [2, 4] }, { max: 1000 }),
  address: address("Where viewers reach HLS (80).").optional(),
  resources: resources({ cpu: "250m", memory: "256Mi" }),
});

export type Settings = z.infer<typeof settings>;
