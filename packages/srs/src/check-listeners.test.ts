import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    [
      "API and server on one port, which SRS merges",
      "http_api { enabled on; listen 8080; } http_server { enabled on; }",
      { tag: "5.0.47" },
    ],
    [
      "API and server on one port for HTTP and one for HTTPS",
      "http_api { enabled on; listen 8080; https { enabled on; key a; cert b; listen 8088; } } http_server { enabled on; https { enabled on; key a; cert b; } }",
      {},
    ],
    [
      "one port on two addresses",
      "exporter { enabled on; listen 127.0.0.1:9972; } http_api { enabled on; listen 127.0.0.2:9972; }",
      {},
    ],
    ["a port of what is off", "exporter { enabled off; listen 1935; }", {}],
    ["HTTPS with its certificate", "http_server { enabled on; https { enabled on; key a; cert b; } }", {}],
    [
      "HTTPS of the API with its own certificate",
      "http_api { enabled on; https { enabled on; key a; cert b; } }",
      { tag: "6.0.137" },
    ],
    ["HTTPS that is off", "http_server { enabled on; https { enabled off; } }", {}],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "two servers on one port",
      "http_api { enabled on; listen 8080; }\nhttp_server { enabled on; }",
      { tag: "5.0.46" },
      [
        "srs.conf:3:1  error  srs/same-port  http_server.listen and http_api.listen are both 8080. SRS 5.0.46 cannot open a port twice and does not start. Fix: Give each its own port.",
      ],
    ],
    [
      "a port that two addresses share",
      "exporter { enabled on; listen 127.0.0.1:1935; }",
      {},
      [
        "srs.conf:2:24  error  srs/same-port  exporter.listen and listen are both 1935. SRS 6.0.184 cannot open a port twice and does not start. Fix: Give each its own port.",
      ],
    ],
    [
      "TLS at the port of something else",
      "exporter { enabled on; listen 8088; }\nhttp_server { enabled on; https { enabled on; key a; cert b; } }",
      {},
      [
        "srs.conf:2:24  error  srs/same-port  exporter.listen and http_server.https.listen are both 8088. SRS 6.0.184 cannot open a port twice and does not start. Fix: Give each its own port.",
      ],
    ],
    [
      "API and server that share HTTP and not HTTPS",
      "http_api { enabled on; listen 8080; https { enabled on; listen 1; key a; cert b; } }\nhttp_server { enabled on; https { enabled on; key a; cert b; } }",
      {},
      [
        "srs.conf:2:57  error  srs/http-pair  http_api and http_server share port 8080 for HTTP, and not their port for HTTPS. SRS merges both or neither, and does not start. Fix: Give them the same port for HTTPS, or different ones for HTTP.",
      ],
    ],
    [
      "API and server that share HTTPS and not HTTP",
      "http_api { enabled on; https { enabled on; listen 8088; key a; cert b; } }\nhttp_server { enabled on; https { enabled on; key a; cert b; } }",
      {},
      [
        "srs.conf:2:44  error  srs/http-pair  http_api and http_server share port 8088 for HTTPS, and not their port for HTTP. SRS merges both or neither, and does not start. Fix: Give them the same port for HTTP, or different ones for HTTPS.",
      ],
    ],
    [
      "HTTPS without HTTP",
      "http_server { enabled off; https { enabled on; key a; cert b; } }",
      {},
      [
        "srs.conf:2:28  error  srs/https-without-http  http_server.https is on and http_server is not. SRS does not start: HTTPS is a second door of the same server. Fix: Turn http_server on.",
      ],
    ],
    [
      "HTTPS without a certificate",
      "http_server { enabled on; https { enabled on; key a; } }",
      {},
      [
        "srs.conf:2:27  error  srs/no-certificate  http_server.https is on without http_server.https.cert. SRS takes the test certificate of its image, which every player refuses, or finds none. Fix: Write cert FILE in http_server.https.",
      ],
    ],
    [
      "an API over TLS without the certificate that it would show",
      "http_api { enabled on; https { enabled on; } }",
      { tag: "6.0.136" },
      [
        "srs.conf:2:24  error  srs/no-certificate  http_api.https is on without http_server.https.key and http_server.https.cert. SRS takes the test certificate of its image, which every player refuses, or finds none. Fix: Write key FILE and cert FILE in http_server.https.",
      ],
    ],
    [
      "RTMP over TLS without a certificate",
      "rtmps { enabled on; listen 1443; }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:1  error  srs/no-certificate  rtmps is on without rtmps.key and rtmps.cert. SRS takes the test certificate of its image, which every player refuses, or finds none. Fix: Write key FILE and cert FILE in rtmps.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
