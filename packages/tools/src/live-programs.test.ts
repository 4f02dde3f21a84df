import { afterEach, expect, test, vi } from "vitest";
import { howToGet, missingPrograms, pathOf } from "./live-programs.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("takes a program from where it is told to, and from PATH", () => {
  vi.stubEnv("WEIR_XIU", process.execPath);
  expect(pathOf("xiu")).toBe(process.execPath);
  vi.stubEnv("PATH", "/nowhere:/bin");
  expect(pathOf("bash")).toBe("/bin/bash");
});

test("misses what is not there, is no program, or is not in PATH", () => {
  vi.stubEnv("WEIR_XIU", "/nowhere/xiu");
  vi.stubEnv("WEIR_NGINX", import.meta.filename);
  vi.stubEnv("PATH", "/nowhere");
  expect(missingPrograms(["xiu", "nginx", "bash"])).toEqual(["xiu", "nginx", "bash"]);
});

test("says how each is had", () => {
  expect(howToGet("xiu")).toBe("npm run test:live");
  expect(howToGet("nginx")).toBe("apt-get install --no-install-recommends nginx-light");
});
