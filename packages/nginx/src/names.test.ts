import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostOf, startScript } from "./names.ts";

/** What the script does with a pod's /etc/resolv.conf, and with what it is to start. */
function start(resolv: string, ...command: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "weir-names-"));
  try {
    const script = join(folder, "start.sh");
    writeFileSync(script, startScript.replace("' /etc/", `' ${folder}/`).replace("> /tmp/", `> ${folder}/`));
    writeFileSync(join(folder, "resolv.conf"), resolv);
    const { status, stdout, stderr } = spawnSync("/bin/sh", [script, ...command], { encoding: "utf8" });
    return { status, stdout, stderr, names: readFileSync(join(folder, "names.conf"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const search = "search srs-prod.svc.cluster.local svc.cluster.local cluster.local example.org\n";

test("tells nginx the name server and how names go on, and becomes what it is given", () => {
  const { status, stdout, names } = start(
    `${search}nameserver 10.96.0.10\noptions ndots:5\n`,
    "printf",
    "%s,",
    "a b",
    "$HOME",
  );
  expect([status, stdout]).toEqual([0, "a b,$HOME,"]);
  expect(names).toBe(`\
resolver 10.96.0.10 valid=5s;
map "" $own_domain { default srs-prod.svc.cluster.local; }
map "" $service_domain { default svc.cluster.local; }
`);
});

test("knows addresses of IPv6, and several name servers", () => {
  const { names } = start(`nameserver fd00:10:96::a\nnameserver 169.254.20.10\n${search}`, "true");
  expect(names).toContain("resolver [fd00:10:96::a] 169.254.20.10 valid=5s;\n");
});

test.each([search, "nameserver 10.96.0.10\n", ""])("starts nothing where %j is all there is", (resolv) => {
  expect(start(resolv, "echo", "started")).toMatchObject({
    status: 1,
    stdout: "",
    stderr: "/etc/resolv.conf has no name server or no search domain.\n",
  });
});

test("calls Services by their full names, which nginx does not complete", () => {
  expect(hostOf("socs")).toBe("socs.$own_domain");
  expect(hostOf("auth", "accounts")).toBe("auth.accounts.$service_domain");
});
