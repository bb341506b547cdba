// Cold start: a new process that opens Gullwick, answers one line and ends; beside it a Node that does nothing.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/tree.ts";
import { median, type Row, row, timed } from "./row.ts";

export function startRows(quick: boolean): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const bin = join(ROOT, "engine/app/bin/lore.js");
    const play = () => {
      const done = spawnSync(process.execPath, [bin, "play", "--as", "ann", "--db", join(folder, "start.db")], {
        input: "l\n",
        encoding: "utf8",
      });
      if (done.status !== 0 || !done.stdout.includes("Landing Stage"))
        throw new TypeError(`play did not answer: ${done.stdout}${done.stderr}`);
    };
    // The first run fills the cache of compiled packs and makes the database.
    play();
    const runs = quick ? 1 : 7;
    const ours = median(Array.from({ length: runs }, () => timed(play)));
    const bare = median(Array.from({ length: runs }, () => timed(() => void spawnSync(process.execPath, ["-e", "0"]))));
    return [row("cold start to first reply, Gullwick", "ms", ours, bare)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
