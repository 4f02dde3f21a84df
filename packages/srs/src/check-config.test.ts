import { describe, expect, test } from "vitest";
import { checkConfig } from "./check-config.ts";
import { findUnreloaded } from "./check-reload.ts";
import { parseConfig } from "./parse-config.ts";
import { parseVersion } from "./versions.ts";

/** Configurations with the mistakes that people copy from page to page. */
const process = `
listen 1935;
max_connections 1000;
daemon off;
`;
const doors = `
http_api {
    enabled on;
    listen 1985;
}
http_server {
    enabled on;
    listen 8080;
}
`;
const flv = "http_remux { enabled on; }";
const edge = (origins: string) => `
vhost __defaultVhost__ {
    cluster {
        mode remote;
        origin ${origins};
    }
    ${flv}
}`;
const origins = (coworkers: string) => `
vhost __defaultVhost__ {
    cluster {
        origin_cluster on;
        coworkers ${coworkers};
    }
    ${flv}
    hls { enabled on; }
}`;

/** `family/name LINE what`, the line left out where the whole file lacks something. */
function mistakes(text: string, tag: string, options = {}): string[] {
  return checkConfig(parseConfig(text), parseVersion(tag), options).map(({ id, line, what }) =>
    [id, line, what].filter((part) => part !== undefined).join(" "),
  );
}

const logs = "srs/log-to-file srs_log_tank is not console.";

describe("finds the mistakes of", () => {
  test("an edge that dials one origin: logs in a file", () => {
    expect(mistakes(process + doors + edge("srs-origin-service"), "v4.0.5")).toEqual([logs]);
  });

  test("an edge that lists its origins: one is misspelled", () => {
    const text = process + doors + edge("srs-origin-0.socs srs-origin-1.socs srs-origin2.socs");
    expect(mistakes(text, "v4.0.5")).toEqual([
      logs,
      "srs/odd-peer 18 origin srs-origin2.socs is spelled unlike the others.",
    ]);
  });

  test("an origin cluster: no port of the API, HTTP-FLV that leads nowhere, files for ever", () => {
    const text = process + doors + origins("srs-origin-0.socs srs-origin-1.socs srs-origin-2.socs");
    const port = (index: number) =>
      `srs/peer-port 18 coworker srs-origin-${index}.socs has no port, so SRS asks port 80.`;
    const found = [
      logs,
      port(0),
      port(1),
      port(2),
      "srs/origin-cluster-flv 20 http_remux is on in an origin cluster.",
      "srs/hls-dispose 21 hls_dispose is missing, which SRS 3.0.141 takes for 0: the files of a stream that ended stay.",
    ];
    expect(mistakes(text, "v3.0-r0")).toEqual(found);
    expect(mistakes(text.replaceAll(/(\d)\.socs/g, "$1-socs"), "v3.0-r0")).toEqual(
      found.map((one) => one.replace(/(\d)\.socs/, "$1-socs")),
    );
  });

  test("an edge that drains: it leaves before load balancers know, and its version lacks one of the waits", () => {
    const waits = "grace_start_wait 700;\ngrace_final_wait 800;\nforce_grace_quit on;\n";
    const text = process + waits + doors + edge("srs-origin-service");
    const short = "srs/short-grace 5 grace_start_wait 700 closes the ports after 700 milliseconds.";
    expect(mistakes(text, "v4.0.6")).toEqual([logs, short]);
    expect(mistakes(text, "v4.0.5")).toEqual([
      "srs/directive-version 5 SRS 4.0.5 does not know grace_start_wait, which 3.0.121 and later of 3.0, and 4.0.6 and later have.",
      logs,
      short,
    ]);
  });

  test("a file that is to reload by itself: nobody watches it, and a later version takes half of what changed", () => {
    const before = `${process}${doors}vhost __defaultVhost__ {\n ${flv}\n hls { enabled on; }\n}`;
    const after = `${process}vhost __defaultVhost__ {\n}`;
    const unwatched = "srs/auto-reload inotify_auto_reload is not on.";
    expect(mistakes(before, "v5.0-r3", { reload: true })).toEqual([logs, unwatched]);
    expect(mistakes(after, "v5.0-r3", { reload: true })).toEqual([logs, unwatched]);
    const lost = (tag: string) =>
      findUnreloaded(parseConfig(before), parseConfig(after), parseVersion(tag)).map(({ what }) => what);
    expect(lost("v4.0-r5")).toEqual([
      "SRS 4.0.271 does not reload vhost __defaultVhost__.hls: 5.0.172 and later of 5.0, and 6.0.67 and later do.",
    ]);
    expect(lost("v5.0-r3")).toEqual([
      "SRS 5.0.213 does not reload vhost __defaultVhost__.http_remux: versions before 5.0.0 did.",
      "SRS 5.0.213 does not reload http_api: versions before 5.0.0 did.",
      "SRS 5.0.213 does not reload http_server: versions before 5.0.0 did.",
    ]);
  });
});

test("says nothing of the same files without their mistakes", () => {
  const clean = `${process}srs_log_tank console;\nforce_grace_quit on;\ngrace_start_wait 2300;\n${doors}`;
  const cluster = origins("srs-origin-0.socs:1985 srs-origin-1.socs:1985")
    .replace(flv, "")
    .replace("hls { ", "hls { hls_dispose 120; ");
  for (const tag of ["v4.0.6", "v4.0-r5", "v5.0-r3", "v6.0-r0"]) {
    expect(mistakes(clean + edge("srs-origin-service:1935"), tag)).toEqual([]);
    expect(mistakes(clean + cluster, tag)).toEqual([]);
  }
});
