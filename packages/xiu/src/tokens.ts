import type { SecretReference } from "@weir/app/secret";
import type { SettingProblem } from "@weir/finding/finding";
import type { z } from "zod";
import type { AuthOptions } from "./roles.ts";
import { auth } from "./settings.ts";

/** The Secret that tokens are made of. With it alone, publishers must show one. */
export const tokenSecret = auth.shape.secret;

/** Who must show a token. */
export const tokens = auth
  .omit({ secret: true })
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
