// First thing that runs: keeps V8's compiled form of our sources from start to start, then hands over to the command line.

import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { stateFolder } from "./places.ts";

const compiled = join(stateFolder(), "node");
enableCompileCache(compiled);
// Who was not started by bin/lore.js hands it on as that does.
process.env["NODE_COMPILE_CACHE"] ??= compiled;

const { runCommandLine } = await import("./command-line.ts");
await runCommandLine(process.argv);
