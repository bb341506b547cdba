import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    pool: "forks",
    // isolated-vm asks for this flag wherever it is loaded.
    execArgv: ["--no-node-snapshot"],
    testTimeout: 30_000,
  },
});
