// The world's side of a served world: takes what the front sends, gives lines to play and radio events to the mesh, and hands back what
// players read.

import type { Play } from "../../play/play.ts";
import type { Session } from "../../play/session.ts";
import type { Alarm } from "../economy/alarms.ts";
import type { ConnectionId, FromWorld, ToWorld, WorldFacts } from "../front/messages.ts";
import type { ReloadOrder, ReloadOutcome } from "../reload/order.ts";
import type { RadioMessage, WorldRadios } from "./world-radios.ts";

interface Guest {
  readonly session: Session;
  /** Frames sent to this connection, to see whether a line had any answer. */
  sent: number;
  /** Lines of a login are answers to one question each: one waits for the other. */
  login: Promise<void> | null;
}

type Line = Extract<ToWorld, { t: "line" }>;

export interface WorldSideParts {
  readonly play: Play;
  readonly radios: WorldRadios;
  /** Of the world's memory. */
  entities(): number;
  /** Of the last day. */
  alarms(): readonly Alarm[];
  reload(order: ReloadOrder): Promise<ReloadOutcome>;
  send(message: FromWorld): void;
  stop(): void;
}

/** Radio texts of before a restart that are done at a time: a mesh of hours keeps nobody waiting at telnet for longer than these take. */
const TEXTS_AT_ONCE = 32;

export class WorldSide {
  readonly #parts: WorldSideParts;
  readonly #play: Play;
  readonly #send: (message: FromWorld) => void;
  readonly #guests = new Map<ConnectionId, Guest>();
  /** Lines of before a restart, until the front has said that these are all and they are run. */
  #again: Line[] | null = [];
  /** Texts of before a restart and those that came behind them, until none waits. */
  #backlog: RadioMessage[] | null = [];

  constructor(parts: WorldSideParts) {
    this.#parts = parts;
    this.#play = parts.play;
    this.#send = parts.send;
  }

  receive(message: ToWorld): void {
    switch (message.t) {
      case "open":
        this.#open(message.connection, message.address, message.player);
        return;
      case "line":
        if (this.#again === null) void this.#run(message);
        else this.#again.push(message);
        return;
      case "radio":
        if (this.#backlog === null || message.event.kind !== "text") void this.#parts.radios.take(message);
        else this.#backlog.push(message);
        return;
      case "ask":
        this.#send({ t: "facts", ask: message.ask, facts: this.#facts() });
        return;
      case "reload":
        void this.#parts.reload(message.order).then((outcome) => this.#send({ t: "reloaded", ask: message.ask, outcome }));
        return;
      case "resumed":
        void this.#runAgain();
        return;
      case "long":
        this.#tell(message.connection, "stdlib.core.line_too_long");
        return;
      case "idle":
        this.#tell(message.connection, "stdlib.door.idle");
        this.#send({ t: "close", connection: message.connection });
        return;
      case "close":
        this.#close(message.connection);
        return;
      case "ping":
        this.#send({ t: "pong" });
        return;
      case "stop":
        this.#parts.stop();
        return;
    }
  }

  #open(connection: ConnectionId, address: string, player: number | null): void {
    const guest: { session?: Session; sent: number; login: null } = { sent: 0, login: null };
    const door = {
      send: (text: string) => {
        guest.sent++;
        this.#send({ t: "text", connection, text });
      },
      hide: (hide: boolean) => this.#send({ t: "hide", connection, hide }),
      known: (who: number | null) => this.#send({ t: "player", connection, player: who }),
      close: () => this.#send({ t: "close", connection }),
    };
    guest.session = this.#play.open({ door, address, player });
    this.#guests.set(connection, guest as Guest);
    // Who was in the game is in it again before the next line.
    if (player !== null) this.#play.flush();
  }

  async #runAgain(): Promise<void> {
    await this.#runLines();
    await this.#runBacklog();
  }

  /** What an earlier world may have died of runs alone, one line after the other, so that a second death has one culprit. */
  async #runLines(): Promise<void> {
    for (let line = this.#again?.shift(); line !== undefined; line = this.#again?.shift()) await this.#lineAgain(line);
    this.#again = null;
    for (const left of this.#play.runLeft()) await left;
  }

  /** None of these killed a world: a text whose turn was begun is in the inbox, and the mesh has done it before its first event. */
  async #runBacklog(): Promise<void> {
    while (this.#backlog !== null && this.#backlog.length > 0)
      await Promise.all(this.#backlog.splice(0, TEXTS_AT_ONCE).map((text) => this.#parts.radios.take(text)));
    this.#backlog = null;
  }

  async #lineAgain(line: Line): Promise<void> {
    const guest = this.#guests.get(line.connection);
    const before = guest?.sent;
    await this.#run(line);
    // It was done already, and the answer died with the world that gave it.
    if (guest !== undefined && guest.sent === before) this.#play.tell(guest.session, "stdlib.door.reply_lost");
  }

  async #run({ connection, packet, line }: Line): Promise<void> {
    const guest = this.#guests.get(connection);
    if (guest !== undefined) {
      if (guest.login !== null || guest.session.player === null) await this.#logIn(guest, line, packet);
      else await this.#play.line(guest.session, line, packet);
    }
    this.#send({ t: "done", packet });
  }

  #logIn(guest: Guest, line: string, packet: string): Promise<void> {
    const before = guest.login ?? Promise.resolve();
    const mine = before.then(async () => {
      await this.#play.line(guest.session, line, packet);
      // A right password puts the player into the game in a turn of its own.
      this.#play.flush();
      if (guest.login === mine) guest.login = null;
    });
    guest.login = mine;
    return mine;
  }

  #facts(): WorldFacts {
    const { entities, alarms, radios } = this.#parts;
    return { players: this.#play.online(), entities: entities(), alarms: alarms(), radios: radios.facts() };
  }

  #tell(connection: ConnectionId, text: string): void {
    const guest = this.#guests.get(connection);
    if (guest !== undefined) this.#play.tell(guest.session, text);
  }

  #close(connection: ConnectionId): void {
    const guest = this.#guests.get(connection);
    if (guest === undefined) return;
    this.#guests.delete(connection);
    void this.#play.close(guest.session);
  }
}
