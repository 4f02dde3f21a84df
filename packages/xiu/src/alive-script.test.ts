import { spawn, spawnSync } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { aliveScript } from "./alive-script.ts";
import { freePorts } from "./test-xiu.ts";

const hasBash = spawnSync("bash", ["-c", "command -v timeout"]).status === 0;

/** What alive.sh says of a port and an API that answers so. */
async function ask(answer: RequestListener, other?: number) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const api = (server.address() as { port: number }).port;
  const child = spawn("bash", ["-s", "--", ...[other ?? api, api].map(String)]);
  child.stdin.end(aliveScript);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  server.closeAllConnections();
  server.close();
  return { code, output };
}

const silent = { code: 1, output: "The API is silent: no stream can begin, and nobody can join one.\n" };

test.skipIf(!hasBash)("alive.sh is content with ports that take connections and an API that answers", async () => {
  let asked: string | undefined;
  const answer: RequestListener = ({ method, url }, response) => {
    asked = `${method} ${url}`;
    response.end("{}");
  };
  expect(await ask(answer)).toEqual({ code: 0, output: "" });
  expect(asked).toBe("GET /api/query_whole_streams?top=0");
});

test.skipIf(!hasBash)("alive.sh names the port that takes no connection", async () => {
  const [port = 0] = await freePorts(1);
  expect(await ask((_, response) => response.end(), port)).toEqual({
    code: 1,
    output: `Port ${port} takes no connection.\n`,
  });
});

test.skipIf(!hasBash)("alive.sh reports an API that answers nothing, or no", async () => {
  expect(await ask(() => {})).toEqual(silent);
  expect(await ask((_, response) => response.writeHead(500).end())).toEqual(silent);
});
