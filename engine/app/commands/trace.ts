// `lore trace`: a script of a pack run step by step in a world of its own, that is gone afterwards.

import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import type { EntityId } from "../../base/ids.ts";
import { packsAt } from "../../packs/check.ts";
import type { LoadedPack } from "../../packs/load.ts";
import type { DryRun } from "../../script/dry-port.ts";
import type { OpenTurn } from "../../script/facade.ts";
import { argsFor, triggersFor } from "../../script/tried.ts";
import { openMemoryStore } from "../../store/memory-store.ts";
import { createInstance, createPlayer } from "../../world/births.ts";
import { roomOf } from "../../world/contents.ts";
import type { Entity } from "../../world/entity.ts";
import type { World } from "../../world/world.ts";
import { type Composition, compose } from "../compose.ts";
import { type Config, DEFAULT_CONFIG } from "../config.ts";
import { packFolder } from "../places.ts";
import { requireStarted } from "../reload/running-packs.ts";
import { surface } from "../surface.ts";
import { traceTable } from "../trace-table.ts";

export interface TraceFlags {
  readonly do?: string;
  readonly json?: boolean;
}

export interface Traced {
  readonly path: string;
  readonly thing: string;
  readonly event: string;
  readonly words: readonly string[];
}

/** Who acts. */
const ANN = "ann";
const SEED = 1;
/** A trace proves what is done, never speed. */
const UNHURRIED: Config = { ...DEFAULT_CONFIG, budget: { ...DEFAULT_CONFIG.budget, wallMs: 60_000 } };

export async function trace(what: Traced, flags: TraceFlags): Promise<void> {
  const composed = await compose({
    ...{ folder: folderAt(what.path), store: openMemoryStore(), config: UNHURRIED, seed: SEED, trusting: true },
    failed(error) {
      throw error;
    },
  });
  try {
    requireStarted(await composed.running.start());
    const { ran, nameOf } = await traceIn(composed, what, flags.do);
    process.stdout.write(flags.json ? `${JSON.stringify(ran, null, 2)}\n` : `${traceTable(ran, UNHURRIED.budget, nameOf)}\n`);
    if (ran.outcome === "fault") process.exitCode = 1;
  } finally {
    composed.close();
  }
}

function folderAt(path: string): string {
  const full = resolve(path);
  if (!existsSync(full)) return packFolder(path);
  const [folder, ...more] = packsAt(full);
  if (folder === undefined || more.length > 0) throw new EngineError("E_USAGE", { detail: `${path} is not one pack, nor a file of one.` });
  return statSync(full).isFile() ? folder : full;
}

interface RanIn {
  readonly ran: DryRun;
  readonly nameOf: (id: EntityId) => string;
}

async function traceIn({ world, script, pack, packs }: Composition, what: Traced, setUp: string | undefined): Promise<RanIn> {
  const ann = begin(script.openTurn({ kind: "run", actor: null, input: "" }), world, pack);
  script.connect(ann.wire);
  // Without an actor: what is done first has all rights.
  const first = script.openTurn({ kind: "run", actor: null, input: "" });
  const target = targetOf(world, pack, what.thing, ann);
  const room = roomOf(target);
  if (room !== null && roomOf(ann) !== room && target !== ann) world.journal.move(ann, room);
  if (setUp !== undefined) setThingsUp(first, setUp, ann);
  first.finish();
  const meant = what.event.toLowerCase();
  const triggers = triggersFor(target.definition, meant);
  if (triggers.length === 0) throw new EngineError("E_USAGE", { detail: `${what.thing} has nothing for ${what.event}.` });
  const own = packs.filter(({ manifest }) => triggers.some((one) => one.pack === manifest.id));
  const traced = await Promise.all(own.map((one) => compiledToTrace(one, packs)));
  const turn = script.openTurn({ kind: "command", actor: ann.wire, input: "" });
  const args = argsFor(triggers[0]!.event, what.words.join(" "));
  const ran = turn.rehearse({ tried: { t: "triggers", triggers, self: target.wire, args }, traced });
  const heard = [ran, ...ran.steps].flatMap(({ said }) => said.map(({ to }) => to));
  const names = new Map(heard.map((id) => [id, turn.render(turn.get(`#${id}`, "name"), null)]));
  turn.abandon();
  return { ran, nameOf: (id) => names.get(id) ?? "" };
}

/** Who acts stands where players of the pack begin. */
function begin(turn: OpenTurn, world: World, { manifest }: LoadedPack): Entity {
  const entry =
    manifest.entry === null ? undefined : world.byKey(manifest.entry.includes(".") ? manifest.entry : `${manifest.id}.${manifest.entry}`);
  const ann = createPlayer(world, "Ann", entry ?? world.ofKind("core.room")[0] ?? null);
  turn.finish();
  return ann;
}

function setThingsUp(turn: OpenTurn, statements: string, ann: Entity): void {
  const done = turn.runStatements(statements, { [ANN]: ann.wire });
  if (done.kind === "bad") throw new EngineError("E_USAGE", { detail: `--do: ${done.diagnostics.join("; ")}` });
  if (done.kind === "refused") throw new EngineError("E_USAGE", { detail: `--do is refused: ${done.reason}` });
  if (done.kind === "fault") throw new EngineError("E_USAGE", { detail: `--do fails: ${done.report.message}` });
}

/** The one that stands somewhere, else a new one of the model, before whoever acts. */
function targetOf(world: World, { manifest }: LoadedPack, name: string, ann: Entity): Entity {
  const { definitions } = world;
  const ids = [...definitions.packs.values()].flatMap(({ entities }) => entities.map(({ id }) => id));
  const found = [`${manifest.id}.${name}`, name].find((id) => ids.includes(id)) ?? ids.find((id) => id.endsWith(`.${name}`));
  const definition = found === undefined ? undefined : definitions.definition(found);
  if (definition === undefined) throw new EngineError("E_USAGE", { detail: `${manifest.id} has nothing called ${name}.` });
  const there = world.byKey(definition.id) ?? world.instances(definition.id)[0];
  if (there !== undefined) return there;
  const made = createInstance(world, definition, roomOf(ann));
  if ("refused" in made) throw new EngineError("E_USAGE", { detail: `There is no ${name}, and none can be made: ${made.refused}.` });
  return made.ok;
}

async function compiledToTrace(pack: LoadedPack, packs: readonly LoadedPack[]) {
  const { compilePack } = await import("../../../dsl/index.ts");
  const { id, capabilities, entry } = pack.manifest;
  const below = packs.slice(0, packs.indexOf(pack)).map(({ scope }) => scope);
  const input = { id, sources: pack.sources, below, surface: surface(), capabilities, trace: true };
  return compilePack({ ...input, ...(entry === null ? {} : { entry }) }).pack!;
}
