import { expect, test } from "vitest";
import { containerSecurity, podSecurity } from "./security.ts";

test("gives a pod what the restricted pod security standard asks for, and no token", () => {
  expect(podSecurity({ uid: 1000, gid: 1001 })).toEqual({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1001,
      seccompProfile: { type: "RuntimeDefault" },
    },
  });
});

test("gives a container no capabilities, no way to more rights and a root it cannot write", () => {
  expect(containerSecurity).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  });
});
