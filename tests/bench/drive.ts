// Players that type as fast as they are answered, and a store that keeps what they made it write.

import type { compose } from "../../engine/app/compose.ts";
import type { Session } from "../../engine/play/session.ts";
import type { Change, Store, TurnRow } from "../../engine/world/port.ts";

/** What one group of turns wrote, kept for the baseline. */
export type WrittenGroup = readonly Written[];

interface Written {
  readonly turn: TurnRow;
  readonly changes: readonly Change[];
}

interface Lines {
  line(session: Session, raw: string): Promise<void>;
}

/** So many players in the game, each with a name of letters only, for that is what names take. */
export function enterAll({ play }: Awaited<ReturnType<typeof compose>>, players: number): Session[] {
  const silent = { send: () => {}, close: () => {} };
  const sessions: Session[] = [];
  for (let i = 0; i < players; i++) sessions.push(play.open({ door: silent, address: `bench${i}`, as: `p${letters(i)}` }));
  play.flush();
  return sessions;
}

/** Everybody is in the game, each in a room of their own of the pack of `bench-pack.ts`, of a thousand rooms. */
export async function enterApart(composed: Awaited<ReturnType<typeof compose>>, players: number): Promise<Session[]> {
  const sessions = enterAll(composed, players);
  for (const [i, session] of sessions.entries()) await composed.play.line(session, `spread ${((i * 7) % 1000) + 1}`);
  const places = new Set(composed.world.players().map(({ place }) => place));
  if (places.size !== players) throw new Error(`${players} players are spread over ${places.size} rooms`);
  return sessions;
}

export function letters(n: number): string {
  return [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** Each player sends the next line when the last one is answered: as fast as it goes. How long it took, in ms. */
export async function drive(play: Lines, sessions: readonly Session[], commands: number, next: () => string): Promise<number> {
  let left = commands;
  const startMs = performance.now();
  await Promise.all(
    sessions.map(async (session) => {
      while (left > 0) {
        left--;
        await play.line(session, next());
      }
    }),
  );
  return performance.now() - startMs;
}

/** What a store is told to write while `run` goes on, in groups as they were committed. Before and after it the store is as it ever was. */
export async function recordGroups(store: Store, run: () => Promise<unknown>): Promise<WrittenGroup[]> {
  const groups: WrittenGroup[] = [];
  let open: Written[] = [];
  const close = (): void => {
    if (open.length > 0) groups.push(open);
    open = [];
  };
  const { writeTurn, commit, late } = store;
  const lateCommit = (): void => {
    late?.commit();
    close();
  };
  const recorded: Pick<Store, "writeTurn" | "commit" | "late"> = {
    writeTurn: (turn, changes, weight) => {
      // With its digest, which is read now.
      open.push({ turn: { ...turn, digest: turn.digest }, changes });
      writeTurn.call(store, turn, changes, weight);
    },
    commit: () => {
      commit.call(store);
      close();
    },
    ...(late && { late: { ...late, commit: lateCommit } }),
  };
  Object.assign(store, recorded);
  try {
    await run();
  } finally {
    Object.assign(store, { writeTurn, commit, late });
  }
  return groups;
}
