// What the front forks.

import { describeError } from "../describe-error.ts";
import { runWorldProcess, type WorldArguments } from "./world-process.ts";

try {
  await runWorldProcess(JSON.parse(process.argv[2] ?? "{}") as WorldArguments);
} catch (error) {
  process.stderr.write(`lore: ${describeError(error)}\n`);
  process.exit(70);
}
