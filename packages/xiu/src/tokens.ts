import { choice } from "@weir/app/fields";
import { type SecretReference, secret } from "@weir/app/secret";
import type { SettingProblem } from "@weir/finding/finding";
import { z } from "zod";
import { type AuthOptions, playProtocols } from "./roles.ts";

/** The Secret that tokens are made of. With it alone, publishers must show one. */
export const tokenSecret = secret(
  "What tokens are made of: password (and push_password, if publishers have another) for simple, key for md5. " +
    "Letters, digits and - . _ ~ only.",
);

/** Who must show a token. */
export const tokens = z
  .strictObject({
    algorithm: choice(
      ["simple", "md5"],
      "The token in ?token=…: the password itself, or the MD5 digest of the key and the stream's name.",
    ).default("simple"),
    publish: z
      .boolean()
      .default(true)
      .meta({ description: "Publishers must show a token.", examples: [true, false] }),
    play: z
      .array(z.enum(playProtocols))
      .default([])
      .meta({ description: "What viewers must show a token for.", examples: [["hls"], ["rtmp", "httpflv"]] }),
  })
  .meta({ description: "Who must show a token, made of the secret. Left out, publishers alone." });

export interface TokenSettings {
  readonly secret?: SecretReference | undefined;
  readonly auth?: z.infer<typeof tokens> | undefined;
}

/** Who is asked for a token; nobody without a Secret. */
export function tokensOf({ secret, auth }: TokenSettings): AuthOptions | undefined {
  return secret && (auth ?? tokens.parse({}));
}

export function checkTokens({ secret, auth }: TokenSettings): SettingProblem[] {
  if (!auth || secret) return [];
  return [
    {
      id: "xiu/no-secret",
      severity: "error",
      at: ["auth"],
      what: "Tokens are asked for, and no secret says what they are made of.",
      why: "Anybody who reaches RTMP could publish over your streams.",
      fix: "write secret: {secretName: …} beside it, with the keys key and password, or remove auth.",
    },
  ];
}
