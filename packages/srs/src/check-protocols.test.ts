import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    [
      "protocols with a port",
      "rtc_server { enabled on; } srt_server { enabled on; } vhost a { rtc { enabled on; pli_for_rtmp 6; } srt { enabled on; } }",
      {},
    ],
    ["protocols that are off", "vhost a { rtc { enabled off; } http_remux { enabled off; mount /a.mp4; } }", {}],
    [
      "streams in every format",
      "http_server { enabled on; } vhost a { http_remux { enabled on; } } vhost b { http_remux { enabled on; mount /a.mp3; } }",
      {},
    ],
    [
      "key frames asked for at either end",
      "rtc_server { enabled on; } vhost a { rtc { enabled on; pli_for_rtmp 0.5; } } vhost b { rtc { enabled on; pli_for_rtmp 30; } }",
      {},
    ],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "protocols without a port",
      "vhost a { rtc { enabled on; }\n srt { enabled on; } }",
      {},
      [
        "srs.conf:2:11  error  srs/no-server  vhost.rtc is on and rtc_server is not. No port is open for it: nobody can connect. Fix: Add rtc_server { enabled on; listen PORT; }.",
        "srs.conf:3:2  error  srs/no-server  vhost.srt is on and srt_server is not. No port is open for it: nobody can connect. Fix: Add srt_server { enabled on; listen PORT; }.",
      ],
    ],
    [
      "RTSP without a port",
      "vhost a { rtsp { enabled on; } }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:11  error  srs/no-server  vhost.rtsp is on and rtsp_server is not. No port is open for it: nobody can connect. Fix: Add rtsp_server { enabled on; listen PORT; }.",
      ],
    ],
    [
      "key frames asked for too often",
      "rtc_server { enabled on; } vhost a { rtc { enabled on; pli_for_rtmp 0.1; } }",
      {},
      [
        "srs.conf:2:56  warning  srs/pli-interval  rtc.pli_for_rtmp 0.1 is not between 0.5 and 30 seconds. SRS asks for a key frame every 6 seconds instead. Fix: Write a number from 0.5 to 30.",
      ],
    ],
    [
      "key frames asked for too seldom",
      "rtc_server { enabled on; } vhost a { rtc { enabled on; pli_for_rtmp 31; } }",
      {},
      [
        "srs.conf:2:56  warning  srs/pli-interval  rtc.pli_for_rtmp 31 is not between 0.5 and 30 seconds. SRS asks for a key frame every 6 seconds instead. Fix: Write a number from 0.5 to 30.",
      ],
    ],
    [
      "HTTP-FLV and pages without a port",
      "vhost a { http_remux { enabled on; }\n http_static { enabled on; } }",
      {},
      [
        "srs.conf:2:11  error  srs/no-server  vhost.http_remux is on and http_server is not. No port is open for it: nobody can connect. Fix: Add http_server { enabled on; listen PORT; }.",
        "srs.conf:3:2  error  srs/no-server  vhost.http_static is on and http_server is not. No port is open for it: nobody can connect. Fix: Add http_server { enabled on; listen PORT; }.",
      ],
    ],
    [
      "a stream in no format",
      "http_server { enabled on; } vhost a { http_remux { enabled on; mount /[stream].mp4; } }",
      {},
      [
        "srs.conf:2:64  error  srs/mount-format  http_remux.mount /[stream].mp4 ends with no format that SRS has. Every player of it is refused. Fix: Let it end in .flv, .ts, .mp3 or .aac.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
