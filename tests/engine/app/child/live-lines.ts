// Lines typed by a wizard into a world of `tests/support/live-world.ts`, in a process of its own, which ends as it is told: it is another
// user's, or it is killed. Prints the answers. Arguments: one JSON text of `LiveLines`.

import { LiveWorld } from "../../../support/live-world.ts";

export interface LiveLines {
  readonly home: string;
  readonly db: string;
  readonly mode: "auto" | "overlay";
  readonly lines: readonly string[];
  /** Of the groups that begin with the lines, and before or after it is on the disk. */
  readonly kill?: { readonly group: number; readonly when: "saving" | "saved" };
}

const { home, db, mode, lines, kill } = JSON.parse(process.argv[2]!) as LiveLines;
let group = 0;
let isTyping = false;

function instant(when: "saving" | "saved"): void {
  if (isTyping && kill?.group === group && kill.when === when) process.kill(process.pid, "SIGKILL");
}

const live = new LiveWorld(home);
await live.open(db, mode, {
  begin: () => void group++,
  saving: () => instant("saving"),
  rest: () => instant("saved"),
});
isTyping = true;
group = 0;
const answers: string[] = [];
for (const line of lines) answers.push(await live.type(line));
process.stdout.write(JSON.stringify(answers));
live.close();
