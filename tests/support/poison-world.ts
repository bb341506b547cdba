// A world process in which the word `poison` kills and the word `tar` hangs, as only a fault of V8 could: no Lore can.
// For tests of the front; the program that is shipped has no such door.

import { runWorldProcess } from "../../engine/app/serve/world-process.ts";
import { Isolates } from "../../engine/sandbox/isolates.ts";

const call = Isolates.prototype.call;
Isolates.prototype.call = function (unitId, args, wallMs) {
  const text = String(args[6]);
  if (text.includes("spoison")) process.kill(process.pid, "SIGSEGV");
  if (text.includes("star")) for (;;);
  return call.call(this, unitId, args, wallMs);
};

await runWorldProcess(JSON.parse(process.argv[2]!));
