import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/*.test.ts", "scripts/**/*.test.ts"],
    setupFiles: ["vitest.setup.ts"],
    // Some tests run kustomize, nx or the whole program, several at once on few cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
