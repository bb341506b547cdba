// Play as the doors see it: sessions open and close, lines come in, text goes out once it is durable, clocks tick.

import type { Wire } from "../../dsl/wire.ts";
import { asEntityId } from "../base/ids.ts";
import type { Part } from "../base/parts.ts";
import type { SwapOutcome, TurnResult } from "../script/facade.ts";
import type { Swap } from "../script/swap-report.ts";
import type { Entity } from "../world/entity.ts";
import type { InboxRow } from "../world/inbox-port.ts";
import type { TurnRow } from "../world/port.ts";
import { ARGON2 } from "./account-secrets.ts";
import { Accounts } from "./accounts.ts";
import type { Aside } from "./aside.ts";
import { Commands } from "./commands.ts";
import { type Door, FRAME_SHAPE, type FrameShape, type Opening } from "./door.ts";
import { Entrance } from "./entrance.ts";
import { Frames } from "./frames.ts";
import { type Group, type GroupEvents, Groups, type Job, type Packet } from "./group.ts";
import { IDLE_MS, Idle } from "./idle.ts";
import { Inbox } from "./inbox.ts";
import { plainLine } from "./line.ts";
import { Lines } from "./lines.ts";
import { RadioTurns } from "./mesh/radio-turns.ts";
import { Notebook } from "./notebook.ts";
import { Outgoing } from "./outgoing.ts";
import { type PlayParts, wordsOf } from "./play-parts.ts";
import { hasRank, type Rank } from "./ranks.ts";
import { replayRow } from "./replay.ts";
import { type RadioQuestion, settleRequests } from "./requests.ts";
import { type Session, Sessions } from "./session.ts";
import { type Swapping, swapTurn } from "./swap-turn.ts";

export class Play {
  readonly accounts: Accounts;
  readonly radios: RadioTurns;
  readonly commands: Commands;
  readonly notebook: Notebook;
  readonly #parts: PlayParts;
  readonly #sessions = new Sessions();
  /** Who is connected in the journal that is being replayed. */
  readonly #replayed = new Set<number>();
  readonly #idle = new Idle();
  readonly #groups: Groups;
  readonly #inbox: Inbox;
  readonly #lines: Lines;
  readonly #frames: Frames;
  readonly #entrance: Entrance;

  constructor(parts: PlayParts) {
    this.#parts = parts;
    const { world, script, store, clock } = parts;
    this.notebook = new Notebook(world);
    this.accounts = new Accounts({ world, script, startRoom: () => this.#startRoom() });
    this.radios = new RadioTurns(world, this.accounts);
    this.commands = new Commands({
      world,
      script,
      notebook: this.notebook,
      words: wordsOf(parts),
      isOnline: (player) => this.#sessions.isOnline(player) || this.#replayed.has(player),
      hasLevel: (player, level) => hasRank(world, player, level),
      nextSeed: () => parts.nextSeed?.(),
      nowMs: () => clock.now(),
    });
    this.#frames = new Frames({
      ...{ world, notebook: this.notebook, door: (player) => this.#sessions.of(player)?.door },
      isAway: (player) => this.aside?.holds(player) === true,
    });
    this.#lines = new Lines({
      world,
      commands: this.commands,
      notebook: this.notebook,
      frames: this.#frames,
      prompt: (player) => script.prompt(player),
      settle: (group, result) => this.settle(group, result),
      report: (error) => parts.report?.(error),
    });
    this.#inbox = new Inbox(store.inbox);
    const outgoing = new Outgoing({ world, sessions: this.#sessions, frames: this.#frames });
    const events: GroupEvents = {
      place: (player) => this.#sessions.of(player)?.door.place?.(),
      keep: (deliveries) => outgoing.keep(deliveries),
      deliver: () => {
        const steps = [this.committed(), () => parts.rest?.(), outgoing.deliver()];
        return () => {
          for (const step of steps) step();
        };
      },
      failed: (error) => parts.failed(error),
      ...(parts.begin === undefined ? {} : { begin: () => parts.begin!() }),
      ...(parts.saving === undefined ? {} : { saving: () => parts.saving!() }),
    };
    this.#groups = new Groups(store, events, this.#inbox);
    this.#entrance = new Entrance({
      world,
      script,
      clock,
      accounts: this.accounts,
      sessions: this.#sessions,
      secrets: parts.secrets ?? ARGON2,
      radios: this.radios,
      run: (job) => this.#groups.add(job),
      write: (group, result) => this.#tell(group, result),
      say: (session, text, args) => this.tell(session, text, args),
      close: (session) => this.close(session),
      present: (player, isThere) => {
        if (isThere) this.#idle.typed(player, clock.now());
        else this.#idle.left(player);
        this.aside?.present(player, isThere);
        if (isThere) this.arrived(player);
      },
      pass: (session, raw) => this.line(session, raw),
    });
  }

  // ---------------------------------------------------------------- sessions

  /** A new connection. With `as` or `player` it is in the game at once, else it is asked for a name. */
  open(opening: Opening): Session {
    const session = this.#sessions.make(opening.address, opening.door);
    this.#entrance.open(session, opening);
    return session;
  }

  /** A connection whose owner knows by itself who is behind it, and says so by `enter`, `resume` and `close`. */
  attach(opening: Pick<Opening, "address" | "door">): Session {
    return this.#sessions.make(opening.address, opening.door);
  }

  /** Puts a player behind an attached connection, in the open group; `heard` takes what their coming says to them, for who says it in a reply. */
  enter(group: Group, session: Session, player: number, heard?: Part[]): void {
    this.#entrance.enter(group, session, player, heard);
  }

  /** An answer that no command gave, in the open group. */
  reply(group: Group, player: number, parts: readonly Part[]): void {
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined) return;
    this.#frames.reply(group, entity, parts);
    group.keep(this.notebook.takeChanges());
  }

  /** The same for who never left: the world restarted under them. False when they are connected by now, or gone. */
  resume(session: Session, player: number): boolean {
    return this.#entrance.resume(session, player);
  }

  /** A job of a packet, done exactly once whatever crashes; `aside` when it killed the world too often. */
  once(packet: Packet, job: Job, aside: Job): Promise<void> {
    return this.#groups.add((group) => {
      const admission = this.#inbox.admission(packet);
      if (admission === "aside") aside(group);
      if (admission !== "run") return;
      job(group);
      this.#inbox.done(packet);
    }, packet);
  }

  run(job: Job): Promise<void> {
    return this.#groups.add(job);
  }

  /** A player's line, in the open group; `before` is said in the same reply, ahead of all else. */
  typed(group: Group, player: number, raw: string, before = ""): void {
    this.#idle.typed(player, this.#parts.clock.now());
    this.#runLine(group, player, raw, before);
  }

  /** What a turn of the engine itself said, in the open group. */
  write(group: Group, result: TurnResult): void {
    this.#tell(group, result);
  }

  /** Packets of sources that begin so, left unfinished by an earlier world. */
  left(prefix: string): readonly InboxRow[] {
    return this.#inbox.left().filter(({ source }) => source.startsWith(prefix));
  }

  /** A group is in the file; what comes back is run once it is durable, before anything of it leaves. */
  committed: () => () => void = () => () => {};

  /** Where lines of some players are run instead. */
  aside: Aside | null = null;

  /** How frames are to be for this player now. */
  frame(player: number): FrameShape {
    const entity = this.#parts.world.entity(asEntityId(player));
    return entity === undefined ? FRAME_SHAPE : this.#frames.shape(entity);
  }

  /** What a player asked of their radio. */
  asked: (group: Group, asked: RadioQuestion) => void = (group, { player }) => this.#noRadio(group, player);

  /** Somebody is in the game now who was not; also when the world has restarted under them. */
  arrived: (player: number) => void = () => {};

  /** What a player asked of the packs; null where nobody reloads them. */
  reloading: ((player: number, to: number | null) => void) | null = null;
  /** The same of a pack's file. */
  editing: ((player: number, change: string) => void) | null = null;
  /** What a player would know of another currency, by the rate as it was typed; null where nobody can say. */
  converting: ((player: number, rate: string) => void) | null = null;

  /** One line from a connection. With `packet` it is done exactly once, whatever crashes. Resolves when its output has left. */
  line(session: Session, raw: string, packet?: string): Promise<void> {
    const { dialogue, player } = session;
    if (dialogue !== null) return dialogue.line(plainLine(raw), raw);
    if (player === null) return this.#lineLater(session, raw, packet);
    const waits = this.aside?.waits(player);
    if (waits) return waits.then(() => this.line(session, raw, packet));
    this.#idle.typed(player, this.#parts.clock.now());
    if (packet === undefined) return this.#groups.add((group) => this.#runLine(group, player, raw));
    return this.#packetLine(session, player, { source: `player:${player}`, packet, line: raw, atMs: this.#parts.clock.now() });
  }

  /** Says one of the library's texts to a connection, outside of any turn. */
  tell(session: Session, text: string, args: Readonly<Record<string, Wire>> = {}): void {
    for (const frame of this.#frames.plain(session.door, this.commands.phrase(text, args))) session.send(frame);
  }

  /** The connection is gone. */
  close(session: Session): Promise<void> {
    if (!session.open) return Promise.resolve();
    session.open = false;
    session.dialogue = null;
    return this.#groups.add((group) => this.#entrance.leave(group, session));
  }

  online(): number {
    return this.#sessions.size;
  }

  // ------------------------------------------------------------------ clocks

  nextDueMs(): number {
    return Math.min(this.#parts.script.nextDueMs(), this.#idle.nextDueMs(), this.aside?.nextDueMs() ?? Number.POSITIVE_INFINITY);
  }

  /** Runs what is due. Resolves when it is durable and told. */
  tick(): Promise<void> {
    const { script, clock } = this.#parts;
    if (this.nextDueMs() > clock.now()) return Promise.resolve();
    return this.#groups.add((group) => {
      for (const timer of script.due(clock.now())) this.#tell(group, script.runDue(timer));
      for (const player of this.#idle.due(clock.now())) this.#silent(group, player);
      this.aside?.tick(group);
    });
  }

  #silent(group: Group, player: number): void {
    const { world, script } = this.#parts;
    const entity = world.entity(asEntityId(player));
    if (entity !== undefined && this.#sessions.isOnline(player)) this.#tell(group, script.idle(entity.wire, IDLE_MS));
  }

  /** The first turn of a world after it was loaded. `swap`: when its code is other than it was left with. */
  start(swap: Partial<Swap> = {}, kept: () => void = () => {}): Promise<SwapOutcome> {
    return this.#swap(() => ({ outcome: this.#parts.script.start(undefined, swap), kept }));
  }

  /** Runs what waits at once: transcripts and tests have no event loop to wait for. */
  flush(): void {
    this.#groups.flush();
  }

  /** Runs any turn in the loop: `do` of a transcript, a sysop's statement. */
  async turn(make: () => TurnResult): Promise<TurnResult> {
    let made: TurnResult;
    await this.#groups.add((group) => {
      made = make();
      this.#tell(group, made);
    });
    return made!;
  }

  /** Gives a player a rank, for good. */
  async rank(player: number, rank: Rank): Promise<void> {
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined) return;
    await this.turn(() => this.accounts.setRank(entity, rank));
    if (hasRank(this.#parts.world, entity, "builder")) this.#parts.script.warm();
  }

  /** New definitions in place of the old ones, in a transaction of their own, whole or not at all. */
  reload(swapping: Swapping): Promise<SwapOutcome> {
    return this.#swap(() => swapTurn(this.#parts.script, this.#parts.store, swapping));
  }

  async #swap(run: () => { readonly outcome: SwapOutcome; kept(): void }): Promise<SwapOutcome> {
    let outcome: SwapOutcome;
    await this.#groups.alone((group) => {
      const done = run();
      outcome = done.outcome;
      this.commands.refresh();
      if ("fault" in outcome || outcome.result === null) return;
      this.#tell(group, outcome.result);
      done.kept();
      this.#entrance.rehouse(group);
    });
    return outcome!;
  }

  /** Runs the turns of a journal row again, at the row's time and seed; what they said goes nowhere. The results are written. */
  async replay(row: TurnRow): Promise<readonly TurnResult[]> {
    const { world, script } = this.#parts;
    let results: readonly TurnResult[] = [];
    await this.#groups.add((group) => {
      results = replayRow(
        { world, script, accounts: this.accounts, radios: this.radios, commands: this.commands, online: this.#replayed },
        row,
      );
      for (const result of results) group.write(result);
    });
    return results;
  }

  /** Runs the lines that an earlier world left unfinished and that no front has sent again, each as it is asked for. */
  *runLeft(): Generator<Promise<void>> {
    for (const { source, packet, line, atMs } of this.#inbox.left()) {
      const player = Number(/^player:(\d+)$/.exec(source)?.[1] ?? 0);
      if (player !== 0) yield this.#packetLine(null, player, { source, packet, line, atMs });
    }
  }

  /** Everyone leaves, what is only remembered is written. The store is the caller's to close. */
  stop(): void {
    for (const session of [...this.#sessions.all()]) void this.close(session);
    void this.#groups.add((group) => group.keep(this.notebook.takeChanges(true)));
    this.flush();
  }

  /** The world closes under its players: nothing is said and nobody leaves, so that `player` takes them up again. */
  suspend(): void {
    this.flush();
    void this.#groups.add((group) => group.keep(this.notebook.takeChanges(true)));
    this.flush();
  }

  // ------------------------------------------------------------------- lines

  /** The player is on the way in: the line waits until they are. */
  async #lineLater(session: Session, raw: string, packet?: string): Promise<void> {
    await this.#groups.add(() => {});
    if (session.player !== null || session.dialogue !== null) await this.line(session, raw, packet);
  }

  #runLine(group: Group, player: number, raw: string, before = ""): void {
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined) return;
    if (this.aside?.line(group, { player: entity, raw, before }) !== true) this.#lines.run(group, entity, raw, before);
  }

  #packetLine(session: Session | null, player: number, packet: Packet): Promise<void> {
    return this.once(
      packet,
      (group) => this.#runLine(group, player, packet.line),
      (group) => {
        if (session !== null) group.after(() => this.tell(session, "stdlib.core.set_aside"));
      },
    );
  }

  /** What a turn of the clock or of the engine said, as frames of their own. */
  #tell(group: Group, result: TurnResult): void {
    group.write(result);
    for (const output of result.outputs) {
      const reader = this.#parts.world.ofWire(output.player);
      if (reader !== undefined) this.#frames.unasked(group, reader, output);
    }
    this.settle(group, result);
  }

  /** What a turn asks of connections, in the open group. */
  settle(group: Group, told: TurnResult): void {
    if (told.requests.length === 0) return;
    const result = this.aside?.settle(group, told) ?? told;
    const parts = {
      sessions: this.#sessions,
      phrase: (text: string) => this.commands.phrase(text),
      asked: (open: Group, question: RadioQuestion) => this.asked(open, question),
      askPassword: (session: Session) => this.#entrance.askPassword(session),
      hangUp: (session: Session) => this.#entrance.hangUp(session),
      reload: this.reloading,
      live: this.editing,
      convert: this.converting,
    };
    settleRequests(parts, group, result);
  }

  #noRadio(group: Group, player: number): void {
    group.deliver({ player, text: this.commands.phrase("stdlib.mesh.no_radio"), reply: true });
  }

  #startRoom(): Entity | null {
    const { world, entry } = this.#parts;
    return (entry === null ? undefined : world.byKey(entry)) ?? world.ofKind("core.room")[0] ?? null;
  }
}

export type { Door, PlayParts };
