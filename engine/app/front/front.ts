// The front: holds connections and radios, hands lines and texts to the world and keeps each until the world says that it is done, so
// that a world may die at any instant. It holds nothing else that matters.

import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import type { Logger } from "../log.ts";
import type { ReloadOrder, ReloadOutcome } from "../reload/order.ts";
import type { Doorkeeper, TelnetConnection, TelnetLimits } from "../telnet/listener.ts";
import { TelnetListener } from "../telnet/listener.ts";
import { drain } from "./drain.ts";
import { Inquiry } from "./inquiry.ts";
import type { ConnectionId, FromWorld, Phrases, ToWorld, WorldFacts } from "./messages.ts";
import type { RadioPost } from "./radio-post.ts";
import { type FrontRadio, Radios } from "./radios.ts";
import type { Patience, WorldProgram } from "./supervisor.ts";
import { Supervisor } from "./supervisor.ts";

const FACTS_MS = 1_500;
/** A pack's transcripts are played within it. */
const RELOAD_MS = 660_000;

export interface FrontOptions {
  readonly world: WorldProgram;
  readonly patience: Patience;
  readonly telnet: TelnetLimits;
  readonly radios?: readonly FrontRadio[];
  readonly log: Logger;
  /** Different for every run, so that packets are never taken for those of an earlier front. */
  readonly prefix: string;
}

/** How the world's process is, as far as can be seen from outside. */
export interface WorldHealth {
  readonly isUp: boolean;
  /** Since it came up, or since it has been away. */
  readonly sinceMs: number;
  readonly deaths: number;
  readonly lastDeath: { readonly why: string; readonly atMs: number } | null;
}

interface Guest {
  readonly connection: TelnetConnection;
  /** Told by the world once somebody is logged in, and told back to the next one. */
  player: number | null;
  packets: number;
  /** The world asked for something that is not to be seen. */
  hidden: boolean;
}

interface Line {
  readonly message: Extract<ToWorld, { t: "line" }>;
  /** An answer to a question of a login or a password: the next world is at another question. */
  readonly personal: boolean;
}

export class Front implements Doorkeeper {
  readonly #guests = new Map<ConnectionId, Guest>();
  /** Lines that no world has finished, oldest first. */
  readonly #unfinished = new Map<string, Line>();
  readonly #world: Supervisor;
  readonly #telnet: TelnetListener;
  readonly #radios: Radios;
  readonly #facts = new Inquiry<null, WorldFacts>((ask) => this.#tell({ t: "ask", ask }), FACTS_MS);
  readonly #reloads = new Inquiry<ReloadOrder, ReloadOutcome>((ask, order) => this.#tell({ t: "reload", ask, order }), RELOAD_MS);
  readonly #patience: Patience;
  readonly #log: Logger;
  #health: WorldHealth = { isUp: false, sinceMs: SYSTEM_CLOCK.now(), deaths: 0, lastDeath: null };
  #phrases: Phrases = { full: "", away: "" };
  /** Settles `open`: a world that cannot even start once is no use starting again. */
  #opening: { readonly done: () => void; readonly failed: (error: EngineError) => void } | null = null;

  constructor(options: FrontOptions) {
    this.#log = options.log;
    this.#patience = options.patience;
    this.#world = new Supervisor(options.world, options.patience, {
      message: (message) => this.#fromWorld(message),
      died: (why) => this.#died(why),
    });
    this.#telnet = new TelnetListener(this, options.telnet, options.prefix);
    this.#radios = new Radios(options.radios ?? [], options.log, (message) => this.#tell(message));
  }

  /** Starts the world, and opens the door once it is ready. Resolves with the port; fails when the world cannot start. A radio may come later. */
  async open(port: number, host: string): Promise<number> {
    this.#radios.open();
    await new Promise<void>((done, failed) => {
      this.#opening = { done, failed };
      this.#world.start();
    });
    return this.#telnet.listen(port, host);
  }

  /** Ends at once, in good order: what was not finished lies on the disk, or with whoever sent it. */
  async close(): Promise<void> {
    // The world still hears what became of the last packets.
    await this.#radios.close();
    this.#telnet.close();
    await this.#world.stop();
  }

  /** Takes no new lines, finishes what runs, lets radios hand over what is under way, as long as patience lasts; then closes. */
  async drain(): Promise<void> {
    this.#telnet.stopListening();
    const left = await drain(
      {
        unfinished: () => this.unfinished,
        sending: () => this.radios.filter((post) => post.isSending).length,
        ask: () => this.ask(),
        isWorldUp: () => this.#world.ready,
      },
      this.#patience.drainMs,
    );
    this.#log.info(left, "drained");
    await this.close();
  }

  /** How the world says it stands; null when it is away or too busy to say. */
  ask(): Promise<WorldFacts | null> {
    return this.#world.ready ? this.#facts.ask(null) : Promise.resolve(null);
  }

  /** Other packs for the world that runs; null when it is away, or died of it. */
  reload(order: ReloadOrder): Promise<ReloadOutcome | null> {
    return this.#world.ready ? this.#reloads.ask(order) : Promise.resolve(null);
  }

  get health(): WorldHealth {
    return this.#health;
  }

  get radios(): readonly RadioPost[] {
    return this.#radios.all;
  }

  get connections(): number {
    return this.#guests.size;
  }

  /** Lines and texts whose turn is not done. */
  get unfinished(): number {
    return this.radios.reduce((sum, post) => sum + post.unfinished, this.#unfinished.size);
  }

  /** The world's process, for those who watch it. */
  get worldPid(): number | undefined {
    return this.#world.pid;
  }

  /** Resolves once a world is up. */
  untilReady(): Promise<void> {
    return this.#until(() => this.#world.ready);
  }

  /** Resolves once that process is known to be dead. */
  untilDead(pid: number): Promise<void> {
    return this.#until(() => this.#world.pid !== pid);
  }

  opened(connection: TelnetConnection): void {
    const guest: Guest = { connection, player: null, packets: 0, hidden: false };
    this.#guests.set(connection.id, guest);
    if (!this.#world.ready) connection.send(this.#phrases.away);
    this.#introduce(guest);
  }

  line(connection: TelnetConnection, text: string): void {
    const guest = this.#guests.get(connection.id);
    if (guest === undefined) return;
    const packet = `${connection.id}.${++guest.packets}`;
    const message = { t: "line", connection: connection.id, packet, line: text, atMs: SYSTEM_CLOCK.now() } as const;
    this.#unfinished.set(packet, { message, personal: guest.player === null || guest.hidden });
    this.#tell(message);
  }

  tooLong(connection: TelnetConnection): void {
    this.#tell({ t: "long", connection: connection.id });
  }

  idle(connection: TelnetConnection): void {
    if (this.#world.ready) this.#tell({ t: "idle", connection: connection.id });
    else connection.close();
  }

  closed(connection: TelnetConnection): void {
    this.#guests.delete(connection.id);
    this.#tell({ t: "close", connection: connection.id });
  }

  fullText(): string {
    return this.#phrases.full;
  }

  #died(why: string): void {
    const atMs = SYSTEM_CLOCK.now();
    this.#health = { isUp: false, sinceMs: atMs, deaths: this.#health.deaths + 1, lastDeath: { why, atMs } };
    this.#log.warn({ why, connections: this.#guests.size, unfinished: this.unfinished }, "the world died");
    this.#reloads.giveUp();
    if (this.#opening === null) return;
    void this.#world.stop();
    void this.#radios.close();
    this.#opening.failed(new EngineError("E_USAGE", { detail: `The world did not start (${why}).` }));
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  #tell(message: ToWorld): void {
    if (this.#world.ready) this.#world.send(message);
  }

  #introduce(guest: Guest): void {
    this.#tell({ t: "open", connection: guest.connection.id, address: guest.connection.address, player: guest.player });
  }

  #fromWorld(message: FromWorld): void {
    switch (message.t) {
      case "ready":
        this.#phrases = message.phrases;
        this.#health = { ...this.#health, isUp: true, sinceMs: SYSTEM_CLOCK.now() };
        this.#resume();
        this.#opening?.done();
        this.#opening = null;
        return;
      case "text":
        this.#guests.get(message.connection)?.connection.send(message.text);
        return;
      case "hide":
        this.#hide(message.connection, message.hide);
        return;
      case "player": {
        const guest = this.#guests.get(message.connection);
        if (guest !== undefined) guest.player = message.player;
        return;
      }
      case "done":
        this.#done(message.packet);
        return;
      case "close":
        this.#guests.get(message.connection)?.connection.close();
        return;
      case "send":
        this.#radios.send(message.radio, message.packet);
        return;
      case "radioDone":
        this.#radios.done(message.radio, message.seq);
        return;
      case "facts":
        this.#facts.answered(message.ask, message.facts);
        return;
      case "reloaded":
        this.#reloads.answered(message.ask, message.outcome);
        return;
    }
  }

  /** Tells a new world who is here and what was not finished. */
  #resume(): void {
    for (const guest of this.#guests.values()) {
      this.#hide(guest.connection.id, false);
      this.#introduce(guest);
    }
    for (const [packet, { message, personal }] of [...this.#unfinished]) {
      if (personal || !this.#guests.has(message.connection)) this.#done(packet);
      else this.#tell(message);
    }
    this.#radios.resume();
    this.#tell({ t: "resumed" });
  }

  #hide(connection: ConnectionId, hide: boolean): void {
    const guest = this.#guests.get(connection);
    if (guest === undefined || guest.hidden === hide) return;
    guest.hidden = hide;
    guest.connection.hideInput(hide);
  }

  #done(packet: string): void {
    const line = this.#unfinished.get(packet);
    if (line === undefined) return;
    this.#unfinished.delete(packet);
    this.#guests.get(line.message.connection)?.connection.answered();
  }
}
