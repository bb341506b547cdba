// `lore play`: one process, one person, at a keyboard or on a pipe.

import { join, resolve } from "node:path";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import { compose, openStore } from "../compose.ts";
import { loadConfig } from "../config.ts";
import { defaultDatabase, packFolder, stateFolder } from "../places.ts";
import { TerminalDoor } from "../terminal/door.ts";
import { Ticker } from "../ticker.ts";

export interface PlayFlags {
  readonly as?: string;
  readonly db?: string;
  readonly seed?: number;
  readonly config?: string;
}

export async function play(pack: string | undefined, flags: PlayFlags): Promise<void> {
  if (flags.seed !== undefined && !Number.isSafeInteger(flags.seed))
    throw new EngineError("E_USAGE", { detail: "--seed takes a whole number." });
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const named = flags.db ?? config.db ?? defaultDatabase(folder.split("/").at(-1)!);
  const store = await openStore(named === ":memory:" ? named : resolve(named));
  const composed = await compose({
    folder,
    store,
    config,
    trusting: true,
    failed: fail,
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  });
  const ticker = new Ticker(composed.play, SYSTEM_CLOCK);
  await composed.play.start();
  ticker.start();
  await converse(composed, flags.as);
  ticker.stop();
  composed.close();
}

/** From the first line to the last; every line waits for the answer to the one before. */
async function converse({ play: game }: Awaited<ReturnType<typeof compose>>, as: string | undefined): Promise<void> {
  const tty = process.stdin.isTTY === true;
  let queue: Promise<void> = Promise.resolve();
  let over: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });
  const door = new TerminalDoor(
    { input: process.stdin, output: process.stdout, historyFile: tty ? join(stateFolder(), "history") : null },
    {
      line: (text) => {
        queue = queue.then(() => game.line(session, text)).then(() => game.flush());
      },
      ended: () => over(),
    },
  );
  const session = game.open({ door, address: "terminal", ...(as === undefined ? {} : { as }) });
  // A trusted name is in the game before the first line.
  game.flush();
  await ended;
  await queue;
  await game.close(session);
}

function fail(error: unknown): never {
  process.stderr.write(`lore: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(70);
}
