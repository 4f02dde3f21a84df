import { expect, test } from "vitest";
import { plain } from "./plain.ts";

test("exposes a Service as the address says, inside the cluster without one", () => {
  expect(plain.expose(plain.address.parse({ type: "NodePort" }))).toEqual({
    type: "NodePort",
    annotations: {},
    spec: {},
  });
  expect(plain.expose(undefined).type).toBe("ClusterIP");
});

test("mounts a file system by NFS", () => {
  expect(plain.sharedVolume({ name: "pv", server: "10.0.0.8", path: "/live" })).toEqual({
    nfs: { server: "10.0.0.8", path: "/live" },
  });
});
