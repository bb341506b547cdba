// A world in which somebody begins tries, builds three things in each and keeps them, again and again, until the process is killed:
// what `try-kill.ts` runs. Arguments: the database, and the number to begin with. It prints each number that was answered as kept.

import { fileURLToPath } from "node:url";
import { compose, openStore } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { requireStarted } from "../../engine/app/reload/running-packs.ts";

const PACK = fileURLToPath(new URL("../packs/plot", import.meta.url));
const [db = "", from = "1"] = process.argv.slice(2);

const failed = (error: unknown): never => {
  throw error;
};
const { play, running, forks } = await compose({
  folder: PACK,
  store: await openStore(db),
  config: DEFAULT_CONFIG,
  trusting: true,
  failed,
});
requireStarted(await running.start());
await forks!.start();
let read = "";
const door = {
  send: (text: string) => {
    read = text;
  },
  close: () => {},
};
const session = play.open({ door, address: "soak", as: "Ann" });
play.flush();
await play.rank(session.player!, "sysop");
const type = async (line: string): Promise<string> => {
  await play.line(session, line);
  await forks!.settled();
  return read;
};
await type("run building.most_things = 100000");
process.stdout.write("ready\n");
for (let n = Number(from); ; n++) {
  // What an earlier life left is gone on with, and ended.
  if ((await type("try")).startsWith("Try of")) await type("try drop yes");
  else {
    for (const name of ["a", "b", "c"]) await type(`create ${name}${n}x`);
    if ((await type("try keep")).startsWith("Kept: 3")) process.stdout.write(`kept ${n}\n`);
  }
}
