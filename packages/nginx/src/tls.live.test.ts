import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import {
  containerFolder,
  freePort,
  startNginx,
  stopNginx,
  type TestNginx,
  testVersion,
  whyWithout,
  withoutNginx,
} from "./test-nginx.ts";

/** A certificate as the Secret's volume holds it: files that are links into a folder which is replaced as a whole. */
function renew(folder: string, name: string) {
  const secret = join(folder, "etc/nginx-tls");
  const files = join(secret, `..${name}`);
  mkdirSync(files);
  const { status, stderr } = spawnSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"].concat([
      "-subj",
      `/CN=${name}`,
      "-keyout",
      join(files, "tls.key"),
      "-out",
      join(files, "tls.crt"),
    ]),
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  // Workers of an nginx that root started are somebody else, and the container's user may read its Secret.
  spawnSync("chmod", ["644", join(files, "tls.key")]);
  symlinkSync(`..${name}`, join(secret, "..next"));
  renameSync(join(secret, "..next"), join(secret, "..data"));
}

describe.skipIf(withoutNginx)(`nginx with a certificate${whyWithout}`, () => {
  let nginx: TestNginx;
  let port: number;

  const start = async (options: { http2?: boolean } = {}) => {
    port = await freePort();
    const settings = {
      version: testVersion,
      ports: { http: { name: "http", number: await freePort() }, https: { name: "https", number: port } },
      drain: 1,
      root: "/html",
      tls: { secretName: "web-tls" },
      ...options,
    };
    const folder = containerFolder(settings);
    writeFileSync(join(folder, "html/a.m3u8"), "#EXTM3U\n");
    for (const file of ["tls.crt", "tls.key"]) symlinkSync(`..data/${file}`, join(folder, "etc/nginx-tls", file));
    nginx = await startNginx(settings, folder);
  };
  afterEach(() => stopNginx(nginx));

  /** What a new connection gets: the protocol and the certificate's name. */
  async function shake() {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"] });
    try {
      await once(socket, "secureConnect");
      return { alpn: socket.alpnProtocol, tls: socket.getProtocol(), name: socket.getPeerCertificate().subject.CN };
    } finally {
      socket.destroy();
    }
  }

  test("speaks HTTP/2 and TLS 1.3", async () => {
    await start();
    renew(nginx.folder, "first");
    expect(await shake()).toEqual({ alpn: "h2", tls: "TLSv1.3", name: "first" });
    const session = connectHttp2(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    try {
      const stream = session.request({ ":path": "/a.m3u8" });
      const [headers] = await once(stream, "response");
      expect(headers).toMatchObject({
        ":status": 200,
        "content-type": "application/vnd.apple.mpegurl",
        "access-control-allow-origin": "*",
        "cache-control": "public, max-age=1",
      });
      stream.resume();
      await once(stream, "end");
    } finally {
      session.close();
    }
  });

  test("uses a renewed certificate at the next connection, without a reload", async () => {
    await start();
    renew(nginx.folder, "first");
    expect(await shake()).toMatchObject({ name: "first" });
    renew(nginx.folder, "second");
    expect(await shake()).toMatchObject({ name: "second" });
  });

  test("refuses connections while the Secret has no certificate, and says why", async () => {
    await start();
    await expect(shake()).rejects.toThrow("alert internal error");
    await expect.poll(() => nginx.log()).toContain('cannot load certificate "');
    renew(nginx.folder, "late");
    expect(await shake()).toMatchObject({ name: "late" });
  });

  test("speaks HTTP/1.1 alone when it is told to", async () => {
    await start({ http2: false });
    renew(nginx.folder, "first");
    expect(await shake()).toMatchObject({ alpn: "http/1.1" });
  });
});
