// What players have built when the packs below it change: it waits, its builder reads why, and it is back when it checks again.

import { afterEach, beforeEach, expect, test } from "vitest";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import type { ReloadOutcome } from "../../../engine/app/reload/order.ts";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import { packsToStart } from "../../../engine/app/reload/start-packs.ts";
import { tryPacks } from "../../../engine/app/reload/trial.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
let world: Composition;
const read: string[] = [];

const write = (more: string): void =>
  tree.write({
    "isle/pack.toml": 'id = "isle"\nversion = "1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n',
    "isle/isle.lore": `room beach "Beach"\n  desc: "Sand."\nend\n${more}`,
  });

const TIDE = 'fn tide(): text\n  return "high"\nend\n';

async function reload(): Promise<ReloadOutcome> {
  const parts = { running: world.running, store: world.store, folder: tree.at("isle"), tryPacks };
  return await new Reloader(parts).order({ who: "test", untested: true });
}

async function come(): Promise<Session> {
  const door = { send: (text: string) => void read.push(text), close: () => {} };
  const session = world.play.open({ address: "ann", as: "ann", door });
  await world.play.run(() => {});
  return session;
}

/** What is read of a line, and what has come before it. */
async function type(session: Session, line: string): Promise<string> {
  await world.play.line(session, line);
  return read.splice(0).join("\n");
}

beforeEach(async () => {
  tree = new PackTree({});
  write(TIDE);
  const { packs } = await packsToStart(tree.at("isle"), openMemoryStore());
  world = await compose({
    ...{ folder: tree.at("isle"), packs, store: openMemoryStore(), config: DEFAULT_CONFIG, trusting: true },
    failed: (error) => {
      throw error;
    },
  });
  await world.running.start();
});

afterEach(() => {
  world.close();
  tree.remove();
});

test("a builder reads at once that packs left what was built in limbo, and that it is back; the same problem is told once", async () => {
  const ann = await come();
  await world.play.rank(ann.player!, "builder");
  await type(ann, "create buoy");
  await type(ann, 'when poke buoy: say "The tide is {isle.tide()}."');
  expect(await type(ann, "poke buoy")).toBe("The tide is high.");

  write("");
  expect(await reload()).toMatchObject({ kind: "done", report: { broken: [expect.stringContaining("tide") as string] } });
  expect(read.splice(0).join()).toMatch(/^What you built waits in limbo: it does not check upon the world's new packs\. .*tide/);
  write('\nfn moon(): text\n  return "full"\nend\n');
  expect(await reload()).toMatchObject({ kind: "done" });
  expect(read.splice(0)).toEqual([]);

  write(TIDE);
  await reload();
  expect(read.splice(0)).toEqual(["What you built checks again upon the world's packs, and is back."]);
  expect(await type(ann, "poke buoy")).toBe("The tide is high.");

  // Who is away reads it at the door; who has mended it hears no more of it.
  await world.play.close(ann);
  write("");
  await reload();
  const again = await come();
  expect(read.splice(0).join("\n")).toContain("What you built waits in limbo");
  await type(again, "undo");
  write(TIDE);
  await reload();
  expect(read.splice(0)).toEqual([]);
});
