import { expect, test } from "vitest";
import { type Claim, checkClaims } from "./check-claims.ts";

const claim = (thing: string, file: string): Claim => ({ thing, place: { file, line: 3, column: 5 } });

test("reports what two environments would take from one another, at the second and with the place of the first", () => {
  const claims = new Map([
    ["environments/prod", [claim("folder /srs of nas-1", "environments/prod/environment.yaml")]],
    ["environments/staging", [claim("folder /srs of nas-1", "environments/staging/environment.yaml")]],
  ]);
  expect(checkClaims(claims)).toEqual([
    {
      id: "environment/taken",
      severity: "error",
      where: { file: "environments/staging/environment.yaml", line: 3, column: 5 },
      what: "environments/staging takes folder /srs of nas-1, which environments/prod has (environments/prod/environment.yaml:3:5).",
      why: "What one of them does there undoes the other: streams are overwritten, cleaned away or sent to the wrong servers.",
      fix: "give each environment its own.",
    },
  ]);
});

test("accepts one thing twice in one environment, and different things in two", () => {
  const file = "environments/a/environment.yaml";
  const claims = new Map([
    [
      "environments/a",
      [claim("port 80/TCP of load balancer lb-1", file), claim("port 80/TCP of load balancer lb-1", file)],
    ],
    ["environments/b", [claim("port 1935/TCP of load balancer lb-1", file)]],
  ]);
  expect(checkClaims(claims)).toEqual([]);
});
