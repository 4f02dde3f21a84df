import { expect, test } from "vitest";
import { deployment, hlsOrigin, violationsOf } from "../test-model.ts";
import { writtenClaims } from "./written-claims.ts";

const nginx = deployment(
  "nginx-origin-deploy",
  { app: "nginx-origin" },
  {
    containers: [{ name: "nginx", volumeMounts: [{ name: "html", mountPath: "/html", readOnly: true }] }],
    volumes: [{ name: "html", persistentVolumeClaim: { claimName: "pvc-nas" } }],
  },
);
const say = (...origin: object[]) =>
  violationsOf(writtenClaims, { "nginx-hls": [nginx], "srs-origin-cluster": origin });
const unwritten = [
  "nginx-hls: Deployment serves the files of PersistentVolumeClaim pvc-nas, and no server here writes HLS to it.",
];
const on = "enabled on; hls_path /html;";

test("reports nginx beside origins whose HLS is off, elsewhere, or on a disk of their own", () => {
  expect(say()).toEqual(unwritten);
  expect(say(...hlsOrigin("enabled off; hls_path /html;"))).toEqual(unwritten);
  expect(say(...hlsOrigin("enabled on; hls_path ./objs/nginx/html;"))).toEqual(unwritten);
  expect(say(...hlsOrigin(on, { claim: "pvc-other" }))).toEqual(unwritten);
  expect(say(...hlsOrigin(on, { readOnly: true }))).toHaveLength(2);
  const [server] = hlsOrigin(on);
  expect(say(server as object)).toEqual(unwritten);
});

test("does not count what only tidies the file system as a writer", () => {
  const [cleanup] = hlsOrigin(on);
  expect(violationsOf(writtenClaims, { "nginx-hls": [nginx], "srs-cleanup": [cleanup as object] })).toEqual(unwritten);
});

test("accepts nginx beside origins that write HLS to the file system, and origins without nginx", () => {
  expect(say(...hlsOrigin(on))).toEqual([]);
  expect(violationsOf(writtenClaims, { "srs-origin-cluster": hlsOrigin(on) })).toEqual([]);
});
