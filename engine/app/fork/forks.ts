// All forks of a world: made, opened, routed to and forgotten. Which there are and who is in which stands in the world's own state; here
// is what is open of them.

import { asEntityId, type EntityId } from "../../base/ids.ts";
import { type Part, plainPart, wholeText } from "../../base/parts.ts";
import type { LoadedPack } from "../../packs/load.ts";
import type { Aside, AsideLine } from "../../play/aside.ts";
import type { FrameShape } from "../../play/door.ts";
import type { Group } from "../../play/group.ts";
import { firstWord } from "../../play/line.ts";
import type { Play } from "../../play/play.ts";
import { rankOf } from "../../play/ranks.ts";
import type { TurnResult } from "../../script/facade.ts";
import type { Store } from "../../world/port.ts";
import { insideOf, tryingOf, tryOf, tryOwners } from "../../world/tries.ts";
import type { World } from "../../world/world.ts";
import { describeError } from "../describe-error.ts";
import { pause } from "../reload/running-packs.ts";
import { Fork, type ForkOutcome } from "./fork.ts";
import type { RaiseFork } from "./fork-world.ts";
import { prepareCopy } from "./prepare.ts";

export interface ForksParts {
  readonly play: Play;
  readonly world: World;
  readonly store: Store;
  readonly raise: RaiseFork;
  packs(): readonly LoadedPack[];
  readonly nowMs: () => number;
  /** A fork could not be made or go on; for the sysop's log. */
  failed(error: unknown): void;
}

export class Forks implements Aside {
  readonly #parts: ForksParts;
  /** By the owner. */
  readonly #open = new Map<EntityId, Fork>();
  /** Being made or opened, by the owner; they never reject. */
  readonly #opening = new Map<EntityId, Promise<void>>();
  #words: { readonly first: ReadonlySet<string>; readonly whole: ReadonlySet<string>; readonly mark: string } | null = null;

  constructor(parts: ForksParts) {
    this.#parts = parts;
    parts.play.aside = this;
  }

  /** After the world's start: forgets copies that nobody has any more, and opens those that somebody is in unless they may have ended it. */
  async start(opens = true): Promise<void> {
    const { world, store } = this.#parts;
    const names = new Set(tryOwners(world).map((owner) => tryOf(world, owner)!.name));
    for (const name of store.copies.names()) if (!names.has(name) || !store.copies.has(name)) store.copies.remove(name);
    if (!opens) return;
    for (const owner of tryOwners(world)) if (insideOf(world, owner).length > 0) await this.#opened(owner);
  }

  /** Resolves when none is being made or opened. */
  async settled(): Promise<void> {
    while (this.#opening.size > 0) await Promise.all(this.#opening.values());
  }

  /** Packs from files that the world runs on now. */
  get packs(): readonly LoadedPack[] {
    return this.#parts.packs();
  }

  isMaking(name: string): boolean {
    const { world, store } = this.#parts;
    return !store.copies.has(name) && [...this.#opening.keys()].some((owner) => tryOf(world, owner)?.name === name);
  }

  /** The open one of that name. */
  named(name: string): Fork | undefined {
    const { world } = this.#parts;
    return [...this.#open].find(([owner]) => tryOf(world, owner)?.name === name)?.[1];
  }

  close(): void {
    for (const fork of this.#open.values()) fork.close();
    this.#open.clear();
  }

  // ------------------------------------------------------------------- aside

  holds(player: number): boolean {
    return this.#ownerOf(player) !== undefined;
  }

  waits(player: number): Promise<void> | null {
    const owner = this.#ownerOf(player);
    return owner === undefined ? null : (this.#opening.get(owner) ?? null);
  }

  line(group: Group, { player, raw, before }: AsideLine): boolean {
    const owner = this.#ownerOf(player.id);
    if (owner === undefined || this.#isOutside(player.id, raw)) return false;
    const { play } = this.#parts;
    const text = before === "" ? [] : [plainPart(before)];
    const say = (id: string): true => {
      play.reply(group, player.id, [...text, plainPart(play.commands.phrase(id))]);
      return true;
    };
    const fork = this.#open.get(owner);
    if (fork === undefined) return say(this.#opening.has(owner) ? "stdlib.fork.moment" : "stdlib.fork.closed");
    if (!fork.knows(player.id)) return say("stdlib.fork.unknown");
    if (text.length > 0) play.reply(group, player.id, text);
    if (!fork.isIn(player.id)) this.#told(group, owner, fork.come(player.id));
    fork.rank(player.id, rankOf(this.#parts.world, player));
    const outcome = fork.line(player.id, raw, group.packet);
    if (this.#told(group, owner, outcome)) {
      const isAnswered = outcome.said.some((one) => one.player === player.id) || outcome.asked.length > 0;
      return isAnswered ? true : say("stdlib.fork.done");
    }
    return true;
  }

  settle(group: Group, result: TurnResult): TurnResult {
    const ours = result.requests.filter(({ what }) => what.startsWith("try "));
    if (ours.length === 0) return result;
    for (const { player, what, whom } of ours) {
      const id = idOf(player);
      if (what === "try open") group.after(() => this.#make(id));
      if (what === "try enter") group.after(() => this.#enter(id, idOf(whom)));
      if (what === "try leave") this.#leave(group, id, idOf(whom));
      if (what === "try end") group.after(() => this.#end(id, String(whom).slice(1)));
    }
    return { ...result, requests: result.requests.filter((one) => !ours.includes(one)) };
  }

  present(player: number, isThere: boolean): void {
    const owner = this.#ownerOf(player);
    const fork = owner === undefined ? undefined : this.#open.get(owner);
    if (isThere || owner === undefined || fork === undefined) return;
    void this.#parts.play.run((group) => this.#told(group, owner, fork.go(player)));
  }

  nextDueMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#open.values()].map((fork) => fork.nextDueMs()));
  }

  tick(group: Group): void {
    const nowMs = this.#parts.nowMs();
    for (const [owner, fork] of this.#open) if (fork.nextDueMs() <= nowMs) this.#told(group, owner, fork.tick());
  }

  // ------------------------------------------------------------------ inside

  #ownerOf(player: number): EntityId | undefined {
    const { world, store } = this.#parts;
    const owner = tryingOf(world, asEntityId(player));
    if (owner === undefined || this.#open.has(owner) || this.#opening.has(owner)) return owner;
    // One that never came to be holds nobody.
    const row = tryOf(world, owner);
    return row !== undefined && store.copies.has(row.name) ? owner : undefined;
  }

  /** What the library says is done outside: whole commands, and the next page of what was said there. */
  #isOutside(player: number, raw: string): boolean {
    const { first, whole } = this.#said();
    const line = raw.trim().toLowerCase().replace(/^\//, "");
    if (whole.has(line) || first.has(firstWord(line))) return true;
    return (line === "more" || line === "m") && this.#parts.play.notebook.of(player).pages.length > 0;
  }

  #said() {
    if (this.#words === null) {
      const { commands } = this.#parts.play;
      const list = (id: string): ReadonlySet<string> => new Set(commands.phrase(id).split(/,\s*/));
      this.#words = { first: list("stdlib.fork.words"), whole: list("stdlib.fork.lines"), mark: commands.phrase("stdlib.fork.mark") };
    }
    return this.#words;
  }

  #frame(player: number): FrameShape {
    const shape = this.#parts.play.frame(player);
    return { ...shape, limitBytes: shape.limitBytes - Buffer.byteLength(this.#said().mark) };
  }

  /** Passes on what a fork said; false when it failed, and is closed. */
  #told(group: Group, owner: EntityId, { said, asked }: ForkOutcome): boolean {
    const { play } = this.#parts;
    const fork = this.#open.get(owner);
    if (fork !== undefined && fork.failure !== null) {
      this.#open.delete(owner);
      this.#parts.failed(fork.failure);
      fork.close();
      for (const player of insideOf(this.#parts.world, owner))
        play.reply(group, player, [plainPart(play.commands.phrase("stdlib.fork.broken"))]);
      return false;
    }
    const { mark } = this.#said();
    for (const { player, text, occasion } of said)
      group.deliver({ player, text: mark + text, reply: occasion === "reply", ambient: occasion === "seen" });
    for (const result of asked) play.settle(group, result);
    return true;
  }

  // ------------------------------------------------- making, entering, ending

  #make(owner: EntityId): void {
    const { world, store, play } = this.#parts;
    const row = tryOf(world, owner);
    if (row === undefined) return;
    this.#during(owner, async () => {
      await store.copies.make(row.name);
      await this.#raise(owner, row.name);
      await this.#arrive(owner, owner, "stdlib.fork.begun");
    }).catch((error: unknown) => {
      this.#parts.failed(error);
      return play.run((group) => {
        const detail = `s${describeError(error).slice(0, 100)}`;
        play.reply(group, owner, [plainPart(play.commands.phrase("stdlib.fork.failed", { detail }))]);
      });
    });
  }

  #enter(player: EntityId, owner: EntityId): void {
    void this.#opened(owner).then(() => this.#arrive(player, owner, "stdlib.fork.entered"));
  }

  /** Says so in one reply with what their coming says. */
  async #arrive(player: EntityId, owner: EntityId, text: string): Promise<void> {
    const { play } = this.#parts;
    await play.run((group) => {
      const fork = this.#open.get(owner);
      const heard: Part[] = [];
      const isThere = fork?.knows(player) === true;
      if (isThere && !fork.isIn(player)) this.#told(group, owner, fork.come(player, heard));
      const said = fork === undefined ? "stdlib.fork.closed" : isThere ? text : "stdlib.fork.unknown";
      const own = plainPart(play.commands.phrase(said));
      // What their coming says they have read outside: it is told where the frame has room for it.
      const all = [own, ...heard];
      play.reply(group, player, Buffer.byteLength(wholeText(all)) <= play.frame(player).limitBytes ? all : [own]);
    });
  }

  #leave(group: Group, player: EntityId, owner: EntityId): void {
    const fork = this.#open.get(owner);
    if (fork === undefined) return;
    this.#told(group, owner, fork.go(player));
    if (insideOf(this.#parts.world, owner).length > 0) return;
    // Nobody is in it: its memory is given back, and the next one to come has it opened again.
    this.#open.delete(owner);
    fork.close();
  }

  #end(owner: EntityId, name: string): void {
    this.#open.get(owner)?.close();
    this.#open.delete(owner);
    this.#parts.store.copies.remove(name);
  }

  /** Opens it unless it is open. Never rejects: who asks sees whether it is. */
  async #opened(owner: EntityId): Promise<void> {
    const { world, store } = this.#parts;
    const row = tryOf(world, owner);
    if (this.#open.has(owner) || row === undefined || !store.copies.has(row.name)) return this.#opening.get(owner);
    await this.#during(owner, () => this.#raise(owner, row.name)).catch((error: unknown) => this.#parts.failed(error));
  }

  #during(owner: EntityId, run: () => Promise<void>): Promise<void> {
    const running = (this.#opening.get(owner) ?? Promise.resolve()).then(run);
    const settled = running
      .catch(() => {})
      .finally(() => {
        if (this.#opening.get(owner) === settled) this.#opening.delete(owner);
      });
    this.#opening.set(owner, settled);
    return running;
  }

  async #raise(owner: EntityId, name: string): Promise<void> {
    if (this.#open.has(owner)) return;
    const { store, world, raise, nowMs } = this.#parts;
    const copy = store.copies.open(name);
    try {
      // Each of these holds the world up for some milliseconds; its lines have their turn between them.
      await pause();
      prepareCopy(copy, nowMs());
      await pause();
      const fork = new Fork({ store: copy, raise, nowMs, frame: (player) => this.#frame(player) });
      await pause();
      await fork.start();
      // It was dropped meanwhile.
      if (tryOf(world, owner)?.name !== name) {
        fork.close();
        store.copies.remove(name);
      } else this.#open.set(owner, fork);
    } catch (error) {
      copy.close();
      throw error;
    }
  }
}

function idOf(wire: unknown): EntityId {
  return asEntityId(Number(String(wire).slice(1)));
}
