// Accounts: made, opened, renamed, locked. Each change is a turn, so that it is durable, in the journal, and comes back in a replay.

import { EngineError } from "../base/errors.ts";
import { asEntityId } from "../base/ids.ts";
import { foldName, type NameFault, nameFault, showName } from "../base/names.ts";
import type { OpenTurn, Script, TurnResult } from "../script/facade.ts";
import { createPlayer } from "../world/births.ts";
import type { Entity } from "../world/entity.ts";
import { isNameTaken, isNpcName } from "../world/people.ts";
import type { AccountRow } from "../world/port.ts";
import type { World } from "../world/world.ts";
import { isRank, putRank, type Rank } from "./ranks.ts";
import { lockMs } from "./throttle.ts";

export interface AccountsParts {
  readonly world: World;
  readonly script: Script;
  /** Where newcomers stand first; null: nowhere yet. */
  startRoom(): Entity | null;
}

export interface NewAccount {
  readonly player: Entity;
  readonly result: TurnResult;
}

export class Accounts {
  readonly #parts: AccountsParts;

  constructor(parts: AccountsParts) {
    this.#parts = parts;
  }

  find(name: string): AccountRow | undefined {
    return this.#parts.world.accountNamed(foldName(name));
  }

  /** Why a new account cannot bear this name; names of people in the world are taken too. */
  fault(name: string, self?: AccountRow): NameFault | "taken" | null {
    const { world } = this.#parts;
    const fault = nameFault(name, (folded) => isNpcName(world, folded));
    if (fault !== null) return fault;
    return isNameTaken(world, name, self?.entity) ? "taken" : null;
  }

  /** `secret`: a hash, or empty for one who only comes by a trusted door. */
  create(typed: string, secret: string, nowMs: number): NewAccount {
    const name = showName(typed);
    let player: Entity | undefined;
    const result = this.turn(
      `create ${name}`,
      (turn) => {
        player = this.make(turn, name, secret, nowMs);
      },
      nowMs,
    );
    return { player: player!, result };
  }

  /** The same inside a turn that does more. */
  make(turn: OpenTurn, typed: string, secret: string, nowMs: number): Entity {
    const { world } = this.#parts;
    const name = showName(typed);
    const player = createPlayer(world, name, this.#parts.startRoom());
    world.journal.setAccount(player.id, {
      ...{ entity: player.id, name, folded: foldName(name), secret, rank: "player" },
      ...{ madeMs: nowMs, seenMs: nowMs, failures: 0, lockedUntilMs: 0 },
    });
    turn.raise("create", player.wire, []);
    return player;
  }

  /** A player without an account: nobody logs in as them. */
  makeNameless(turn: OpenTurn, name: string): Entity {
    const player = createPlayer(this.#parts.world, name, this.#parts.startRoom());
    turn.raise("create", player.wire, []);
    return player;
  }

  rename(row: AccountRow, typed: string): TurnResult {
    const name = showName(typed);
    return this.turn(`rename ${row.name} ${name}`, () => {
      const { world } = this.#parts;
      world.journal.setAccount(row.entity, { ...row, name, folded: foldName(name) });
      const player = world.entity(row.entity);
      if (player !== undefined) world.journal.set(player, "name", `s${name}`);
    });
  }

  setSecret(row: AccountRow, secret: string): TurnResult {
    return this.#change(row, "secret", { secret, failures: 0, lockedUntilMs: 0 });
  }

  setRank(player: Entity, rank: Rank): TurnResult {
    return this.turn(`rank ${player.id} ${rank}`, () => putRank(this.#parts.world, player, rank));
  }

  /** A wrong password: counted on disk, so that a restart forgives nothing. */
  failed(row: AccountRow, nowMs: number): TurnResult {
    const failures = row.failures + 1;
    const wait = lockMs(failures);
    return this.#change(row, "failed", { failures, lockedUntilMs: wait === 0 ? 0 : nowMs + wait }, nowMs);
  }

  /** Came or went: last seen is now, failures are forgiven. */
  seen(row: AccountRow, nowMs: number): TurnResult {
    return this.#change(row, "seen", { seenMs: nowMs, failures: 0, lockedUntilMs: 0 }, nowMs);
  }

  /** Whoever stands nowhere (a newcomer, or the room is gone) is put where newcomers start. */
  house(player: Entity): TurnResult {
    const room = this.#parts.startRoom();
    return this.turn(`house ${player.id}`, () => {
      if (room !== null) this.#parts.world.journal.move(player, room);
    });
  }

  /** The same for who is there, under whom the packs were changed: they read of it. */
  rehouse(player: Entity): TurnResult {
    const room = this.#parts.startRoom();
    return this.turn(`rehouse ${player.id}`, (turn) => {
      if (room === null) return;
      this.#parts.world.journal.move(player, room);
      turn.tell(player.wire, turn.text("stdlib.reload.room_gone", { place: room.wire }, player.wire));
    });
  }

  /** An account's turn again, from the words it was journaled by. Secrets are in no journal, and in no digest. */
  replay(input: string, nowMs: number): TurnResult {
    const [what = "", name = "", more = ""] = input.split(" ");
    if (what === "create") return this.create(name, "", nowMs).result;
    if (what === "house") return this.house(this.#parts.world.entity(asEntityId(Number(name)))!);
    if (what === "rehouse") return this.rehouse(this.#parts.world.entity(asEntityId(Number(name)))!);
    if (what === "rank") return this.setRank(this.#parts.world.entity(asEntityId(Number(name)))!, isRank(more) ? more : "player");
    const row = this.find(name);
    if (row === undefined) throw new EngineError("E_REPLAY", { detail: `there is no account for "${input}"` });
    if (what === "rename") return this.rename(row, more);
    if (what === "failed") return this.failed(row, nowMs);
    return what === "secret" ? this.setSecret(row, "") : this.seen(row, nowMs);
  }

  #change(row: AccountRow, what: string, change: Partial<AccountRow>, nowMs?: number): TurnResult {
    const body = () => {
      const current = this.#parts.world.account(row.entity) ?? row;
      this.#parts.world.journal.setAccount(row.entity, { ...current, ...change });
    };
    return this.turn(`${what} ${row.name}`, body, nowMs);
  }

  /** A turn of the kind `account`. It has the moment that its changes name: a replay knows only one of the two. */
  turn(input: string, body: (turn: OpenTurn) => void, nowMs?: number): TurnResult {
    const at = nowMs === undefined ? {} : { nowMs };
    const turn = this.#parts.script.openTurn({ kind: "account", actor: null, input, seed: 0, ...at });
    try {
      body(turn);
      return turn.finish();
    } catch (error) {
      turn.abandon();
      throw error;
    }
  }
}
