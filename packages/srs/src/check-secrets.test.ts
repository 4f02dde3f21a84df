import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["a user whose password comes from elsewhere", "http_api { enabled on; auth { enabled on; username a; } }", {}],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "the API's password",
      "http_api { enabled on; auth { enabled on; username a; password b; } }",
      {},
      [
        "srs.conf:2:55  error  srs/secret-in-config  http_api.auth.password is written into srs.conf. Everybody who reads the repository or the ConfigMap has it. Fix: Leave it out, and set SRS_HTTP_API_AUTH_PASSWORD in the container from a Secret.",
      ],
    ],
    [
      "the passphrase of SRT",
      "srt_server { enabled on; passphrase abcdefghij; }",
      {},
      [
        "srs.conf:2:26  error  srs/secret-in-config  srt_server.passphrase is written into srs.conf. Everybody who reads the repository or the ConfigMap has it. Fix: Leave it out, and set SRS_SRT_SERVER_PASSPHRASE in the container from a Secret.",
      ],
    ],
    [
      "the keys of a cloud",
      "tencentcloud_cls { enabled on; secret_key a; }\ntencentcloud_apm { enabled on; token b; }",
      {},
      [
        "srs.conf:2:32  error  srs/secret-in-config  tencentcloud_cls.secret_key is written into srs.conf. Everybody who reads the repository or the ConfigMap has it. Fix: Leave it out, and set SRS_TENCENTCLOUD_CLS_SECRET_KEY in the container from a Secret.",
        "srs.conf:3:32  error  srs/secret-in-config  tencentcloud_apm.token is written into srs.conf. Everybody who reads the repository or the ConfigMap has it. Fix: Leave it out, and set SRS_TENCENTCLOUD_APM_TOKEN in the container from a Secret.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
