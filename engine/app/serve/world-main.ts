// What the front forks.

import { runWorldProcess, type WorldArguments } from "./world-process.ts";

await runWorldProcess(JSON.parse(process.argv[2] ?? "{}") as WorldArguments);
