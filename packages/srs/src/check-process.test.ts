import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["a container that SRS is told of", "in_docker on; listen 1935;", { base: "" }],
    ["a process that follows its parent", "asprocess on;", {}],
    ["a drain", "force_grace_quit on; grace_start_wait 2300; grace_final_wait 3200;", {}],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "a missing port, a daemon, and logs in a file",
      "daemon on;",
      { base: "" },
      [
        "srs.conf  error  srs/no-listen  listen is missing. SRS does not start without a port for RTMP. Fix: Add listen 1935.",
        "srs.conf:1:1  error  srs/daemon-in-container  daemon is not off. SRS then goes to the background, the container's first process ends, and the pod restarts for ever. Fix: Write daemon off.",
        "srs.conf  error  srs/log-to-file  srs_log_tank is not console. Logs grow in objs/srs.log until the disk is full, and kubectl logs shows nothing. Fix: Write srs_log_tank console.",
      ],
    ],
    [
      "a process that follows its parent and leaves it",
      "asprocess on; listen 1935; srs_log_tank console;",
      { base: "" },
      [
        "srs.conf  error  srs/daemon-in-container  daemon is not off. SRS then goes to the background, the container's first process ends, and the pod restarts for ever. Fix: Write daemon off.",
        "srs.conf:1:1  error  srs/daemon-asprocess  asprocess is on and daemon is not off. SRS does not start: it cannot end with a parent that it leaves behind. Fix: Write daemon off.",
      ],
    ],
    [
      "a daemon in a container that SRS knows of",
      "in_docker on; disable_daemon_for_docker off; listen 1935;",
      { base: "" },
      [
        "srs.conf  error  srs/daemon-in-container  daemon is not off. SRS then goes to the background, the container's first process ends, and the pod restarts for ever. Fix: Write daemon off.",
      ],
    ],
    [
      "a container that the version cannot be told of",
      "in_docker on; listen 1935;",
      { base: "", tag: "v4.0.6" },
      [
        "srs.conf:1:1  error  srs/directive-version  SRS 4.0.6 does not know in_docker, which 4.0.216 and later have. SRS refuses the whole file and does not start. Fix: Leave it out, or use 4.0.216 or later.",
        "srs.conf  error  srs/daemon-in-container  daemon is not off. SRS then goes to the background, the container's first process ends, and the pod restarts for ever. Fix: Write daemon off.",
        "srs.conf  error  srs/log-to-file  srs_log_tank is not console. Logs grow in objs/srs.log until the disk is full, and kubectl logs shows nothing. Fix: Write srs_log_tank console.",
      ],
    ],
    [
      "a drain that SIGTERM would cancel",
      "grace_final_wait 3200;",
      {},
      [
        "srs.conf:2:1  error  srs/force-grace-quit  grace_final_wait is set and force_grace_quit is not on. Kubernetes stops a pod by SIGTERM, at which SRS then quits at once and cuts everybody. Fix: Write force_grace_quit on.",
      ],
    ],
    [
      "a drain that closes its ports too soon",
      "force_grace_quit on; grace_start_wait 700;",
      {},
      [
        "srs.conf:2:22  warning  srs/short-grace  grace_start_wait 700 closes the ports after 700 milliseconds. Load balancers still send viewers for seconds after a pod begins to leave, and these would be refused. Fix: Write grace_start_wait 2300 or more.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
