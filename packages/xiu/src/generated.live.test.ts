import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import type { Auth, XiuConfig } from "./config.ts";
import { parseConfig } from "./parse-config.ts";
import { portsOf } from "./ports.ts";
import { originConfig } from "./roles.ts";
import { type Lab, onFreePorts, openLab, takesConnection, until, type Xiu } from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const version = parseVersion("0.14.0");
const workspace = fileURLToPath(new URL("../../..", import.meta.url));
const secret = "not-guessed";

/** Every xiu.toml of this repository, each text once, under the names of the files that say it. */
const texts = Map.groupBy(globSync("{apps,environments,examples}/**/*.toml", { cwd: workspace }).sort(), (file) =>
  readFileSync(`${workspace}/${file}`, "utf8"),
);
const files = [...texts].map(([text, [first, ...others]]) => ({
  name: others.length > 0 ? `${first} and ${others.length} like it` : `${first}`,
  text,
}));

describeLive("every generated xiu.toml", ["xiu", "ffmpeg"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);

  test("is found", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.concurrent.each(files.map(({ name, text }) => [name, text]))("%s", async (_, text) => {
    const written = completed(text);
    const source = await sourceOf(lab, written);
    const push = await Promise.all(
      (written.rtmp?.push ?? []).map(async () => lab.start(await onFreePorts(originConfig(plain)))),
    );
    const relays = {
      ...(source && { pull: source.config.rtmp?.port as number }),
      ...(push.length > 0 && { push: push.map(({ config }) => config.rtmp?.port as number) }),
    };
    const xiu = await lab.start(await onFreePorts(written, relays));
    for (const { port } of portsOf(xiu.config)) expect(await takesConnection(port)).toBe(true);

    const publishTo = source ?? xiu;
    lab.publish(publishTo.rtmp("a") + tokenFor(publishTo.config.rtmp?.auth, "push"));
    await until("it is published", async () => (await publishTo.streams()).length === 1);
    await Promise.all([
      ...playable(xiu).map((url) => until(`${url} plays`, () => lab.plays(url), 30)),
      ...push.map((edge) => until("an edge plays it", () => lab.plays(edge.rtmp("a")))),
    ]);
  });
});

const plain = { version, gopNum: 1, logLevel: "info", flv: false } as const;

/** What the pod adds from a Secret; and what 0.14, which is asked here, wants of a file that was made for 0.13. */
function completed(text: string): XiuConfig {
  const whole = text.includes("[authsecret]")
    ? text
    : `${text}\n[authsecret]\nkey = "${secret}"\npassword = "${secret}"\n`;
  const { config, problems } = parseConfig(whole, version);
  expect(problems).toEqual([]);
  const { hls, ...rest } = config as XiuConfig;
  return { ...rest, ...(hls && { hls: { s3: { enabled: false, bucket: "", region: "" }, ...hls } }) };
}

/** An origin for a server that pulls. One that is pushed to takes the place of its origin's push. */
async function sourceOf(lab: Lab, { rtmp }: XiuConfig): Promise<Xiu | undefined> {
  return rtmp?.pull ? lab.start(await onFreePorts(originConfig(plain))) : undefined;
}

function playable({ config, rtmp, flv, hls }: Xiu): string[] {
  return [
    rtmp("a") + tokenFor(config.rtmp?.auth, "pull"),
    ...(config.httpflv ? [flv("a") + tokenFor(config.httpflv.auth, "pull")] : []),
    ...(config.hls ? [hls("a") + tokenFor(config.hls.auth, "pull")] : []),
  ];
}

function tokenFor(auth: Auth | undefined, way: "pull" | "push"): string {
  if (!auth?.[`${way}_enabled`]) return "";
  const md5 = createHash("md5").update(`${secret}a`).digest("hex");
  return `?token=${auth.algorithm === "md5" ? md5 : secret}`;
}
