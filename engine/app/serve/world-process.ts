// The world process of `lore serve`: owns the database and the isolates, speaks with the front over IPC, and knows after a death
// what it died of. Arguments: one JSON text of `WorldArguments`.

import { flushCompileCache } from "node:module";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { bookAlarm } from "../../play/alarms.ts";
import type { FaultReport, Script } from "../../script/facade.ts";
import { Beside } from "../beside/beside.ts";
import { compose, openStore } from "../compose.ts";
import type { Config } from "../config.ts";
import { describeError } from "../describe-error.ts";
import { offerConversions } from "../economy/trying.ts";
import { FreshFaults } from "../fresh-faults.ts";
import type { FromWorld, ToWorld } from "../front/messages.ts";
import { DEATH_VARIABLE, type Death } from "../front/supervisor.ts";
import type { Logger } from "../log.ts";
import { openLog } from "../log.ts";
import { overlayOf } from "../overlay-places.ts";
import { PackKeeper } from "../reload/keeper.ts";
import { Reloader } from "../reload/reloader.ts";
import { requireStarted } from "../reload/running-packs.ts";
import { packsToStart } from "../reload/start-packs.ts";
import { TrialProcess } from "../reload/trial-process.ts";
import { staysWarm } from "../reload/warm.ts";
import { watchPacks } from "../reload/watch.ts";
import { nodeName } from "../settings/ways.ts";
import { Ticker } from "../ticker.ts";
import { AlarmWatch } from "./alarm-watch.ts";
import { BookCheck } from "./book-check.ts";
import { RunningMark } from "./running-mark.ts";
import { Suspicion } from "./suspicion.ts";
import { WorldRadios } from "./world-radios.ts";
import { WorldSide } from "./world-side.ts";

export interface WorldArguments {
  readonly folder: string;
  readonly db: string;
  readonly config: Config;
}

/** How long after a death all code is marked as it runs: long enough for what killed the world to come round again. */
const SUSPICIOUS_MS = 60_000;
const SWEEP_MS = 60_000;
const ALARM_LOOK_MS = 5_000;
const WARM_AFTER_MS = 30_000;

export async function runWorldProcess({ folder, db, config }: WorldArguments): Promise<void> {
  const log = await openLog(config.log);
  const outgoing = new Outgoing();
  const death = process.env[DEATH_VARIABLE] as Death | undefined;
  const store = await openStore(db);
  const isGuilty = death === "hang" || death === "crash";
  const mark = new RunningMark(`${db}.running`, isGuilty);
  const suspicion = new Suspicion(store, mark, log, SYSTEM_CLOCK);
  let faults: FaultLog | null = null;
  let radioTicker: Ticker | null = null;
  const overlay = overlayOf(db);
  const { packs, kept } = await packsToStart(folder, store, overlay);
  const composed = await compose({
    folder,
    packs,
    store,
    config,
    trusting: false,
    mesh: config.mesh,
    meshNotice: ({ code, radio, node, detail }) => log.warn({ code, radio, node: nodeName(node) }, detail),
    switchedOff: (packs) => suspicion.switchOff(new Map(packs.map((one) => [one.manifest.id, one.compiled.hash]))),
    failed: (error) => {
      // The world in memory is ahead of the disk: only a new one can be trusted.
      log.error({ err: String(error), cause: error instanceof Error ? String(error.cause ?? "") : "" }, "the world cannot go on");
      process.exit(70);
    },
    forkFailed: (error) => log.error({ err: describeError(error) }, "a private copy of the world cannot go on"),
    begin: () => outgoing.now({ t: "begin" }),
    saving: () => outgoing.now({ t: "saving" }),
    rest: () => {
      outgoing.push({ t: "rest" });
      faults?.tell();
      // A turn may have left replies for a radio.
      radioTicker?.look();
    },
  });
  const { play, units } = composed;
  faults = new FaultLog(composed.script, log);
  const alarms = new AlarmWatch(store, log, SYSTEM_CLOCK);
  if (mark.unclean) {
    units.mark = mark;
    setTimeout(() => {
      units.mark = null;
    }, SUSPICIOUS_MS).unref();
  }
  const stop = () => {
    alarms.look();
    composed.close();
    mark.remove();
    process.exit(0);
  };
  requireStarted(await composed.running.start());
  // What a private copy did may be what the world died of: then it is opened by hand.
  await composed.forks?.start(!isGuilty);
  await composed.mesh.start();
  const isWarm = staysWarm(config.reload);
  const trial = new TrialProcess(isWarm);
  const reloader = new Reloader({ running: composed.running, store, folder, overlay, tryPacks: (order) => trial.run(order) });
  const keeper = new PackKeeper({
    ...{ reloader, play, world: composed.world, log, ...config.reload, nowMs: () => SYSTEM_CLOCK.now(), kept },
  });
  faults.told = (found) => keeper.faults(found);
  if (config.reload.watch) {
    overlay?.make();
    const over = overlay === null ? [] : [overlay.folder];
    watchPacks(
      () => [...composed.packs.map(({ path }) => path), ...over],
      () => void keeper.order({ who: "file watch" }),
    );
  }
  const beside = new Beside();
  const book = new BookCheck({ db, log, ask: beside.ask, alarm: (detail) => play.turn(() => bookAlarm(composed.script, detail)) });
  book.start(config.ledger.provenMs);
  offerConversions({ play, db, folder, ask: beside.ask, failed: (detail) => log.warn({ detail }, "a conversion was not tried") });
  const send = (message: FromWorld) => outgoing.push(message);
  const radios = new WorldRadios({
    mesh: composed.mesh,
    names: config.radios.map(({ name }) => name),
    clock: SYSTEM_CLOCK,
    send,
    failed: (radio, error) =>
      log.error({ radio, err: error instanceof Error ? (error.stack ?? error.message) : String(error) }, "a radio event failed"),
  });
  const side = new WorldSide({
    ...{ play, radios, entities: () => composed.world.size, alarms: () => alarms.recent() },
    ...{ reload: (order) => keeper.order(order), send, stop },
  });
  process.on("message", (messages) => {
    for (const message of messages as ToWorld[]) side.receive(message);
  });
  // Without a front nobody can be answered.
  process.on("disconnect", stop);
  // The front ends us in good order; a Ctrl-C at its keyboard is not for us.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  process.on("SIGHUP", () => {});
  new Ticker(play, SYSTEM_CLOCK).start();
  radioTicker = new Ticker(radios, SYSTEM_CLOCK);
  radioTicker.start();
  setInterval(() => units.sweep(), SWEEP_MS).unref();
  setInterval(() => alarms.look(), ALARM_LOOK_MS).unref();
  const phrase = (id: string) => play.commands.phrase(`stdlib.door.${id}`, {});
  // A world that is killed one day has no other time for it.
  flushCompileCache();
  outgoing.push({ t: "ready", phrases: { full: phrase("full"), away: phrase("away") } });
  log.info({ db, pack: composed.pack.manifest.id, entities: composed.world.size, death: death ?? "none" }, "the world is ready");
  // The first change is to be as quick as those after it: at once where somebody works on the files, else when the start is over.
  if (isWarm) setTimeout(() => void reloader.rehearse(), config.reload.watch ? 0 : WARM_AFTER_MS).unref();
}

/** Tells the sysop of scripts that failed, once each. */
class FaultLog {
  readonly #fresh: FreshFaults;
  readonly #log: Logger;
  told: (faults: readonly FaultReport[]) => void = () => {};

  constructor(script: Script, log: Logger) {
    this.#fresh = new FreshFaults(script);
    this.#log = log;
  }

  tell(): void {
    const found = this.#fresh.take();
    if (found.length === 0) return;
    for (const fault of found) this.#log.warn({ ...fault }, "a script failed");
    this.told(found);
  }
}

/** Messages to the front, gathered while a group is told: a line's answer and its being done leave together or not at all. */
class Outgoing {
  #waiting: FromWorld[] = [];

  push(message: FromWorld): void {
    this.#waiting.push(message);
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
  }

  /** Before something that may never come back. */
  now(message: FromWorld): void {
    this.#waiting.push(message);
    this.#flush();
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length > 0 && process.connected) process.send!(messages, undefined, undefined, () => {});
  }
}
