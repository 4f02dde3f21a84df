import { expect, test } from "vitest";
import { parseImage } from "./images.ts";

const digest = `sha256:${"0".repeat(64)}`;

test.each([
  ["nginx", { name: "nginx" }],
  ["nginx:1.29.3", { name: "nginx", tag: "1.29.3" }],
  ["ossrs/srs:v6.0-r0", { name: "ossrs/srs", tag: "v6.0-r0" }],
  ["registry:5000/app", { name: "registry:5000/app" }],
  ["registry:5000/app:v1", { name: "registry:5000/app", tag: "v1" }],
  [`nginx@${digest}`, { name: "nginx", digest }],
  [`registry:5000/team/app:v1@${digest}`, { name: "registry:5000/team/app", tag: "v1", digest }],
])("takes %s apart", (reference, image) => {
  expect(parseImage(reference)).toEqual(image);
});
