// Turns that change who is who on the mesh: each is in the journal by its words, so that a replay makes the same people of the same keys.

import type { EntityId } from "../../base/ids.ts";
import { asEntityId } from "../../base/ids.ts";
import type { OpenTurn, TurnResult } from "../../script/facade.ts";
import type { Entity } from "../../world/entity.ts";
import { codeOf, dropCode, putCode, putRadio } from "../../world/radios.ts";
import type { World } from "../../world/world.ts";
import type { Accounts, NewAccount } from "../accounts.ts";
import { putRank } from "../ranks.ts";

/** What is known of a node when its key is bound. */
export interface KeyHolder {
  readonly key: string;
  readonly node: number;
  readonly name: string;
}

export interface NewCode {
  readonly hash: string;
  readonly untilMs: number;
  /** Who gave it, when that was not the player themselves; else empty. */
  readonly by: string;
}

const MARK = "radio";
/** A guest's rank: what a command `needs guest` lets them do is all they can. */
const GUEST = "guest";

type Body = (turn: OpenTurn) => void;

export class RadioTurns {
  readonly #world: World;
  readonly #accounts: Accounts;

  constructor(world: World, accounts: Accounts) {
    this.#world = world;
    this.#accounts = accounts;
  }

  /** A new player, and the key that is theirs from now on. */
  create(name: string, holder: KeyHolder, nowMs: number): NewAccount {
    let player: Entity | undefined;
    const result = this.#turn(["create", name, ...holderWords(holder)], nowMs, (turn) => {
      player = this.#accounts.make(turn, name, "", nowMs);
      this.#put(player.id, holder, nowMs);
    });
    return { player: player!, result };
  }

  /** One more radio of a player, or one that was another's; the code that allowed it is used up. */
  link(player: EntityId, holder: KeyHolder, hash: string, nowMs: number): TurnResult {
    return this.#turn(["link", String(player), hash, ...holderWords(holder)], nowMs, () => {
      if (hash !== "-") dropCode(this.#world, hash);
      this.#put(player, holder, nowMs);
    });
  }

  /** Keeps a code by its hash. One that somebody else gave is in the audit. */
  code(player: EntityId, { hash, untilMs, by }: NewCode, nowMs: number): TurnResult {
    return this.#turn(["code", String(player), hash, String(untilMs), by], nowMs, () => {
      putCode(this.#world, hash, { player, untilMs }, nowMs);
      const { name = String(player) } = this.#world.account(player) ?? {};
      if (by !== "") this.#world.journal.audit({ who: by, what: `radio code for ${name}`, node: "" });
    });
  }

  isCode(player: EntityId, hash: string, nowMs: number): boolean {
    return codeOf(this.#world, hash, nowMs)?.player === player;
  }

  /** A code that let somebody in without a radio is used up all the same. */
  spend(hash: string, nowMs: number): TurnResult {
    return this.#turn(["spend", hash], nowMs, () => dropCode(this.#world, hash));
  }

  /** Somebody to look about as: no account, so that nobody logs in as them. */
  guest(name: string, nowMs: number): NewAccount {
    let player: Entity | undefined;
    const result = this.#turn(["guest", name], nowMs, (turn) => {
      player = this.#accounts.makeNameless(turn, name);
      putRank(this.#world, player, GUEST);
    });
    return { player: player!, result };
  }

  /** Undefined when the words are none of ours. */
  replay(input: string, nowMs: number): TurnResult | undefined {
    const [mark, what, first = "", second = "", ...more] = input.split(" ");
    if (mark !== MARK) return undefined;
    if (what === "create") return this.create(first, holderOf([second, ...more]), nowMs).result;
    if (what === "guest") return this.guest(first, nowMs).result;
    if (what === "spend") return this.spend(first, nowMs);
    const player = asEntityId(Number(first));
    if (what === "code") return this.code(player, { hash: second, untilMs: Number(more[0]), by: more.slice(1).join(" ") }, nowMs);
    return this.link(player, holderOf(more), second, nowMs);
  }

  #put(player: EntityId, { key, node, name }: KeyHolder, nowMs: number): void {
    putRadio(this.#world, { key, player, node, name, sinceMs: nowMs });
  }

  #turn(words: readonly string[], nowMs: number, body: Body): TurnResult {
    return this.#accounts.turn([MARK, ...words].join(" "), body, nowMs);
  }
}

function holderWords({ key, node, name }: KeyHolder): string[] {
  return [key, String(node), name];
}

/** The name comes last, for it may have blanks. */
function holderOf([key = "", node = "", ...name]: readonly string[]): KeyHolder {
  return { key, node: Number(node), name: name.join(" ") };
}
