import { defineConfig } from "vitest/config";

/** What starts processes, kills them, or is about the process it runs in. */
const APART = ["tests/engine/app/**/*.test.ts", "tests/engine/sandbox/**/*.test.ts", "tests/soak/**/*.test.ts", "tests/play/**/*.test.ts"];

const common = {
  pool: "forks" as const,
  // isolated-vm asks for this flag wherever it is loaded.
  execArgv: ["--no-node-snapshot"],
  testTimeout: 30_000,
};

export default defineConfig({
  test: {
    // A core for each: as many files at once as there are cores, where vitest would leave one idle.
    maxWorkers: "100%",
    projects: [
      // Loading the engine costs more than most test files do: these share a process and what it has loaded.
      { test: { ...common, name: "shared", include: ["tests/**/*.test.ts"], exclude: APART, isolate: false } },
      { test: { ...common, name: "apart", include: APART } },
    ],
  },
});
