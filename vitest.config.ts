import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What starts processes, kills them, or is about the process it runs in. */
const APART = ["tests/engine/app/**/*.test.ts", "tests/engine/sandbox/**/*.test.ts", "tests/soak/**/*.test.ts", "tests/play/**/*.test.ts"];

/** Files that take by far the longest, the longest first: begun last, one would run on alone while other cores have nothing left to do. */
const LONGEST = [
  "engine/app/serve-radio",
  "play/reopen",
  "play/plain",
  "engine/app/commands",
  "engine/app/playground/browser",
  "engine/sandbox/attacks",
  "soak/kill",
  "engine/app/reload-serve",
  "engine/sandbox/lore-attacks",
  "engine/app/serve",
  "play/loopback",
  "play/lossy",
  "soak/building",
  "engine/app/serve-command",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return index < 0 ? LONGEST.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

const common = {
  pool: "forks" as const,
  // isolated-vm asks for this flag wherever it is loaded.
  execArgv: ["--no-node-snapshot"],
  // Processes and threads that tests start compile what they load once between them, as those of `bin/lore.js` do.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "lore-tests") },
  testTimeout: 30_000,
  // A hook opens a world: on a busy machine the first takes long.
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Half as many again as there are cores: many files wait for a process, a socket or a clock.
    maxWorkers: "150%",
    sequence: { sequencer: LongestFirst },
    projects: [
      // Loading the engine costs more than most test files do: these share a process and what it has loaded.
      { test: { ...common, name: "shared", include: ["tests/**/*.test.ts"], exclude: APART, isolate: false } },
      { test: { ...common, name: "apart", include: APART } },
    ],
  },
});
