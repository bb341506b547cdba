// Other files for the world's pack while ten people build: better ones, broken ones, one that takes away what some built upon, and the
// way back.

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Front } from "../../../engine/app/front/front.ts";
import { Chance } from "../../../engine/base/chance.ts";

const PACK = fileURLToPath(new URL("pack", import.meta.url));
const PAUSE_MS: readonly [number, number] = [100, 900];

export interface Reloaded {
  /** Orders that put other packs in place, were refused as they had to be, and whose answer died with the world. */
  done: number;
  refused: number;
  lost: number;
  readonly wrong: string[];
}

/** What a reload is to come to; null: it may be either. */
type Variant = { readonly write: (folder: string, n: number) => void; readonly to?: number; readonly isGood: boolean | null };

const news = (folder: string, text: string): void => writeFileSync(join(folder, "news.lore"), text);

const VARIANTS: readonly Variant[] = [
  { write: (folder, n) => news(folder, `room news${n} "News ${n}"\n  desc: "What is new."\nend\n`), isGood: true },
  { write: (folder, n) => news(folder, `extend lot\n  desc: "Bare ground, ${n}."\nend\n`), isGood: true },
  { write: (folder, n) => news(folder, `extend thing\n  prop shine: number = ${n}\nend\n`), isGood: true },
  { write: (folder, n) => news(folder, `room news${n} "News\n`), isGood: false },
  {
    write: (folder, n) => news(folder, `room news${n} "News"\n  on create\n    let none = 0\n    let x = ${n} / none\n  end\nend\n`),
    isGood: false,
  },
  // Caps that are hats lose their kind, and with it the whole pack that has one.
  { write: (folder) => rmSync(join(folder, "hats.lore"), { force: true }), isGood: true },
  { write: () => {}, to: 0, isGood: null },
];

/** Pack as it lies in the repository, for the world that is soaked. */
export function layOut(folder: string): void {
  cpSync(PACK, folder, { recursive: true });
  rmSync(join(folder, "news.lore"), { force: true });
}

/** Reloads until told to stop; in the end the packs are as they were laid out. */
export async function reloadAgainAndAgain(front: Front, folder: string, seed: number, isOver: () => boolean): Promise<Reloaded> {
  const chance = new Chance(seed ^ 0x68e31da4);
  const told: Reloaded = { done: 0, refused: 0, lost: 0, wrong: [] };
  for (let n = 1; !isOver(); n++) {
    await new Promise((resolve) => setTimeout(resolve, chance.between(...PAUSE_MS)));
    const variant = VARIANTS[chance.between(0, VARIANTS.length - 1)]!;
    variant.write(folder, n);
    await order(front, variant, told);
    // A world that starts meanwhile takes the files as they lie.
    layOut(folder);
  }
  await front.untilReady();
  const last = await front.reload({ who: "soak", untested: true });
  if (last === null || last.kind === "refused") told.wrong.push(`the last reload: ${JSON.stringify(last)}`);
  return told;
}

async function order(front: Front, { to, isGood }: Variant, told: Reloaded): Promise<void> {
  const outcome = await front.reload({ who: "soak", untested: true, ...(to !== undefined && { to }) });
  if (outcome === null) told.lost++;
  else if (outcome.kind === "refused") told.refused++;
  else told.done++;
  if (outcome === null || isGood === null) return;
  if ((outcome.kind === "refused") === isGood) told.wrong.push(`a ${isGood ? "good" : "broken"} pack: ${JSON.stringify(outcome)}`);
}
