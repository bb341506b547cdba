// Money in play: payments, purchases and sales of 100 players in a market, each a durable turn with its transfer.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import type { Play } from "../../engine/play/play.ts";
import type { Session } from "../../engine/play/session.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import type { Deed } from "./deeds.ts";
import { drive, enterAll, letters, recordGroups } from "./drive.ts";
import { rawCommandsPerSecond } from "./raw-sqlite.ts";
import { type Row, row } from "./row.ts";

const PLAYERS = 100;
const SQUARES = 25;

type Lines = Parameters<typeof drive>[0];

/** As a served world gets its lines: each is a packet with a number of its connection's, noted first and done exactly once. */
function byPacket(play: Play): Lines {
  const connections = new Map<Session, { readonly id: string; packets: number }>();
  return {
    line: (session, raw) => {
      const connection = connections.get(session) ?? { id: `bench.${connections.size}`, packets: 0 };
      connections.set(session, connection);
      return play.line(session, raw, `${connection.id}.${++connection.packets}`);
    },
  };
}

export async function moneyRow(name: string, { lines, isByPacket }: Deed, commands: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const store = openSqliteStore({ path: join(folder, "bench.db") });
    const composed = await compose({
      folder: writeMarketPack(folder),
      store,
      config: DEFAULT_CONFIG,
      trusting: true,
      seed: 7,
      failed: (error) => {
        throw error;
      },
    });
    await composed.play.start();
    const sessions = enterAll(composed, PLAYERS);
    for (const [i, session] of sessions.entries()) await composed.play.line(session, `settle ${(i % SQUARES) + 1}`);
    let n = 0;
    const next = (): string => lines[n++ % lines.length]!;
    const typed = isByPacket ? byPacket(composed.play) : composed.play;
    await drive(typed, sessions, Math.min(commands, 5_000), next);
    const before = composed.store.ledger.last();
    const elapsedMs = await drive(typed, sessions, commands, next);
    // What the baseline writes again is taken from a part of its own: keeping it would slow what is measured.
    const groups = await recordGroups(store, () => drive(typed, sessions, Math.min(commands, 10_000), next));
    const paid = composed.store.ledger.last() - before;
    composed.close();
    // On a busy machine the wall clock may end a turn now and then.
    if (paid < 0.99 * (commands + Math.min(commands, 10_000))) throw new Error(`only ${paid} of the commands paid`);
    return row(`${name}, ${PLAYERS} players`, "1/s", (commands / elapsedMs) * 1000, rawCommandsPerSecond(folder, groups));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Squares with a keeper and a counter, and players who have plenty of money and rope. */
function writeMarketPack(under: string): string {
  const folder = join(under, "market");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "pack.toml"),
    'id = "market"\ntitle = "Market"\nversion = "0.1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "square_a"\ncapabilities = ["mint"]\n',
  );
  const squares = Array.from({ length: SQUARES }, (_, i) => squareSource(letters(i)));
  writeFileSync(join(folder, "market.lore"), [GOODS, ...squares].join("\n"));
  return folder;
}

const GOODS = `thing rope "rope"
  desc: "Hemp."
  weight: 0
  value: 10
end


command "settle <n: number>"
  let places = all room where title is "Square"
  move actor to places[n]
  mint 1000000000 to actor
  create rope in actor times 1000000
  say "Settled."
end
`;

function squareSource(name: string): string {
  return `room square_${name} "Square"
  desc: "Stalls."

  npc keeper_${name} "keeper" is account
    desc: "Busy."
  end

  shop counter_${name} "counter"
    desc: "Rope."
    wares: [{what: rope, price: 12}]
    till: 1000000000
    holds: 1000000000
  end
end
`;
}
