import { expect, test } from "vitest";
import { edgePrefix, originPrefix, originService } from "./names.ts";

test("calls things by the environment's stage, as the article does", () => {
  expect(originPrefix("xiu-prod")).toBe("xiu-prod-");
  expect(edgePrefix("xiu-prod")).toBe("xiu-prod-edge-");
  expect(originService("xiu-prod")).toBe("xiu-prod-service");
});

test("keeps a name that does not begin with xiu-, and one that is nothing else", () => {
  expect(originPrefix("live-xiu-eu")).toBe("xiu-live-xiu-eu-");
  expect(originPrefix("xiu-")).toBe("xiu-xiu--");
});
