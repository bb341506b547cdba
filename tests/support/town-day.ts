// A day in Gullwick as two people live it, whatever carries their lines; and what is left of it: money, things and homes.

import { asPurseId } from "../../engine/base/ids.ts";
import { holderOf } from "../../engine/world/cells.ts";
import type { Entity } from "../../engine/world/entity.ts";
import { statementOf } from "../../engine/world/ledger.ts";
import type { World } from "../../engine/world/world.ts";

export type Townsman = "ann" | "bob";

export interface Town {
  /** Types a line; gives what came for it. */
  say(who: Townsman, line: string): Promise<string>;
  pass(ms: number): Promise<void>;
}

const DAY_MS = 86_400_000;
/** The bosun names the goal and the way to it: `for Customs Shed, n;w from here`. */
const WAY = /, ([nsew;]+) from here/;
/** What both lay down goes by a number, so that nobody agrees to less than they saw. */
const AGREED = /ACCEPT (\d+)/;
const MOST_ATTEMPTS = 8;
const BACK: Readonly<Record<string, string>> = { n: "s", s: "n", e: "w", w: "e", nw: "se", se: "nw", ne: "sw", sw: "ne" };

async function carry(town: Town, who: Townsman): Promise<void> {
  const way = WAY.exec(await town.say(who, "work"))?.[1];
  if (way === undefined) throw new RangeError("The bosun named no way.");
  await town.say(who, `${way};deliver`);
  const back = way.split(";").reverse();
  await town.say(who, back.map((step) => BACK[step] ?? step).join(";"));
}

/** Earn, bank, shop, trade, rent, furnish, be visited; fall behind; return. */
export async function liveADay(town: Town): Promise<void> {
  await earn(town);
  await trade(town);
  await settle(town);
  await town.pass(8 * DAY_MS);
  await town.pass(7 * DAY_MS);
  await town.say("ann", "home");
  await town.say("ann", "w;s");
  for (let chest = 0; chest < 3; chest++) await carry(town, "ann");
  await town.say("ann", "pay rent");
  await town.say("ann", "home");
  await town.say("ann", "unfasten driftwood");
  await town.say("ann", "t driftwood");
  await town.say("ann", "drop driftwood");
}

async function earn(town: Town): Promise<void> {
  await town.say("ann", "n");
  await town.say("bob", "n;w;w;t shell");
  await town.say("bob", "e;e;se;t driftwood");
  for (let chest = 0; chest < 3; chest++) await carry(town, "ann");
  await town.say("ann", "n;n;e;work");
  await town.say("ann", "buy bread");
  await town.say("ann", "w;s;nw;w;w");
  await town.say("ann", "deposit all");
  await town.say("ann", "withdraw 10");
}

async function trade(town: Town): Promise<void> {
  await town.say("bob", "nw;n;nw;w;s");
  await town.say("bob", "sell shell");
  await town.say("bob", "n;w");
  // A table waits for nobody long: when the mesh was slower, it is laid anew.
  for (let attempt = 0; attempt < MOST_ATTEMPTS && !(await swap(town)); attempt++) {
    await town.say("ann", "cancel");
    await town.say("bob", "cancel");
  }
}

async function swap(town: Town): Promise<boolean> {
  await town.say("bob", "trade ann");
  await town.say("ann", "trade bob");
  await town.say("ann", "offer bread");
  await town.say("bob", "offer driftwood");
  await town.say("bob", "ready");
  const table = AGREED.exec(await town.say("ann", "ready"))?.[1] ?? "";
  await town.say("ann", `accept ${table}`);
  return (await town.say("bob", `accept ${table}`)).includes("Traded");
}

async function settle(town: Town): Promise<void> {
  await town.say("ann", "e;n");
  await town.say("ann", "rent berth");
  await town.say("ann", "yes");
  await town.say("ann", "home");
  await town.say("ann", "drop driftwood");
  await town.say("ann", "fasten driftwood");
  await town.say("ann", "invite bob");
  await town.say("bob", "e;e;se;s;sw");
  await town.say("bob", "visit ann");
  await town.say("bob", "t driftwood");
  await town.say("bob", "out");
  await town.say("ann", "out");
  await town.say("ann", "ne;n;e");
}

/** What is left: each player's payments, newest first, and what each carries; what lies in the bank and in each home; all purses together. */
export function remains(world: World): object {
  const all = [...world.all()];
  return {
    players: world.players().map((player) => ({
      place: titleOf(world, player.place),
      paid: statementOf(world, asPurseId(player.id), { skip: 0, limit: 100 }).map(({ amount, transfer }) => `${amount} ${transfer.memo}`),
      carries: listOf(world, player),
    })),
    banked: all.filter(({ key }) => holderOf(key) !== null).map(({ id }) => world.purse(asPurseId(id))?.balance),
    homes: all.filter(({ definition, place }) => definition.id.endsWith("cabin") && place !== null).map((room) => listOf(world, room)),
    sum: [...world.cells.purses.values()].reduce((sum, { balance }) => sum + balance, 0),
  };
}

function listOf(world: World, holder: Entity): string[] {
  return holder.contents.map((thing) => `${thing.count} ${titleOf(world, thing)}`).toSorted();
}

function titleOf(world: World, entity: Entity | null): string {
  return entity === null ? "nowhere" : String(world.constant(entity, "name") ?? entity.definition.id).replace(/^s/, "");
}
