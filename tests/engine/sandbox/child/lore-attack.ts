// Plays one command of the pack of attacks and then honest ones; prints the faults and what the player read.

import { fileURLToPath } from "node:url";
import { compose, openStore } from "../../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../../engine/app/config.ts";

const folder = fileURLToPath(new URL("../pack", import.meta.url));
// Long enough that a busy machine does not take for slow what fails for another reason.
const wallMs = 5_000;
const config = {
  ...DEFAULT_CONFIG,
  budget: { ...DEFAULT_CONFIG.budget, wallMs },
  sandbox: { ...DEFAULT_CONFIG.sandbox, memoryMb: 16, wallMs },
};
const failed = (error: unknown) => {
  console.log(`store failed: ${error}`);
  process.exit(1);
};
const { play, script, world, close } = await compose({ folder, store: await openStore(":memory:"), config, trusting: true, failed });

let heard: string[] = [];
const door = { send: (text: string) => heard.push(text), close() {} };
await play.start();
const session = play.open({ door, address: "test", as: "ann" });
play.flush();

async function say(line: string): Promise<string> {
  heard = [];
  await play.line(session, line);
  return heard.join(" ").replaceAll("\n", " ");
}

await say("healthy");
const read = await say(process.argv[2]!);
console.log(
  `faults: ${script
    .faults()
    .map((fault) => fault.kind)
    .join(" ")}`,
);
console.log(`read: ${read}`);
console.log(`then: ${await say("healthy")}`);
console.log(`sees: ${(await say("look")).slice(0, 4)}`);
console.log(`entities: ${world.size}`);
close();
