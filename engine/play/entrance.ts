// The way in and out: greeting, logging in, coming back after a restart, a new password, leaving. Who is bound to which connection
// is decided here and nowhere else.

import type { Wire } from "../../dsl/wire.ts";
import type { Clock } from "../base/clock.ts";
import { asEntityId } from "../base/ids.ts";
import type { Part } from "../base/parts.ts";
import type { Script, TurnResult } from "../script/facade.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import type { Secrets } from "./account-secrets.ts";
import type { Accounts } from "./accounts.ts";
import type { Opening } from "./door.ts";
import type { Group, Job } from "./group.ts";
import { Login } from "./login.ts";
import { LoginDialogue } from "./login-dialogue.ts";
import type { RadioTurns } from "./mesh/radio-turns.ts";
import { PasswordDialogue } from "./password-dialogue.ts";
import { hasRank } from "./ranks.ts";
import type { Session, Sessions } from "./session.ts";
import { AddressThrottle } from "./throttle.ts";

export interface EntranceParts {
  readonly world: World;
  readonly script: Script;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly secrets: Secrets;
  readonly radios: RadioTurns;
  run(job: Job): Promise<void>;
  /** Writes a turn and delivers what it said. */
  write(group: Group, result: TurnResult): void;
  say(session: Session, text: string, args?: Readonly<Record<string, Wire>>): void;
  close(session: Session): Promise<void>;
  /** A player is there, or is there no more. */
  present(player: number, isThere: boolean): void;
  /** Hands a line to the game. */
  pass(session: Session, raw: string): Promise<void>;
}

export class Entrance {
  readonly #parts: EntranceParts;
  readonly #throttle = new AddressThrottle();

  constructor(parts: EntranceParts) {
    this.#parts = parts;
  }

  /** With `as` or `player` the session is in the game at once, else it is asked for a name. */
  open(session: Session, opening: Opening): void {
    if (opening.as !== undefined) this.#enterAs(session, opening.as);
    else if (opening.player !== undefined && opening.player !== null) this.#resume(session, opening.player);
    else this.#greet(session);
  }

  #greet(session: Session): void {
    const { accounts, clock, secrets, radios } = this.#parts;
    const parts = { accounts, secrets, radios, throttle: this.#throttle, nowMs: () => clock.now(), write: this.#write };
    session.dialogue = new LoginDialogue(new Login(parts, session.address), {
      say: (text, args) => this.#parts.say(session, text, args),
      hide: (hide) => session.hide(hide),
      enter: (player) => {
        // What is typed from now on is for the game, and waits until the player is in it.
        session.dialogue = null;
        void this.#parts.run((group) => this.enter(group, session, player));
      },
      pass: (raw) => this.#parts.pass(session, raw),
      bye: () => this.hangUp(session),
    });
  }

  #arrived(player: number): void {
    const { world, script, present } = this.#parts;
    present(player, true);
    const entity = world.entity(asEntityId(player));
    if (entity !== undefined && hasRank(world, entity, "builder")) setImmediate(() => script.warm());
  }

  askPassword(session: Session): void {
    const { player } = session;
    const row = player === null ? undefined : this.#parts.world.account(asEntityId(player));
    if (row === undefined) return;
    const parts = { accounts: this.#parts.accounts, secrets: this.#parts.secrets, write: this.#write };
    session.dialogue = new PasswordDialogue(parts, row, {
      say: (text) => this.#parts.say(session, text),
      hide: (hide) => session.hide(hide),
      done: () => {
        session.dialogue = null;
      },
    });
  }

  readonly #write = async <T>(make: () => { readonly result: TurnResult; readonly value: T }): Promise<T> => {
    let made: { readonly result: TurnResult; readonly value: T };
    await this.#parts.run((group) => {
      made = make();
      this.#parts.write(group, made.result);
    });
    return made!.value;
  };

  #enterAs(session: Session, name: string): void {
    void this.#parts.run((group) => {
      const known = this.#parts.accounts.find(name);
      const fault = known === undefined ? this.#parts.accounts.fault(name) : null;
      if (fault !== null) {
        group.after(() => {
          this.#parts.say(session, `stdlib.login.name_${fault}`, { name: `s${name.slice(0, 20)}` });
          session.door.close();
        });
        return;
      }
      if (known !== undefined) return this.enter(group, session, known.entity);
      const made = this.#parts.accounts.create(name, "", this.#parts.clock.now());
      this.#parts.write(group, made.result);
      this.enter(group, session, made.player.id);
    });
  }

  /** The player is behind this session from now on, and behind no other. With `heard` what their coming says to them is put there and not told. */
  enter(group: Group, session: Session, player: number, heard?: Part[]): void {
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined || !session.open) return;
    const before = this.#parts.sessions.bind(session, player);
    session.dialogue = null;
    this.#arrived(player);
    session.door.known?.(player);
    if (before !== undefined) {
      before.player = null;
      group.after(() => {
        if (before.door.keep === undefined) this.#parts.say(before, "stdlib.login.taken_over");
        this.hangUp(before);
      });
    }
    this.#house(group, entity);
    if (before === undefined) this.#parts.write(group, held(this.#parts.script.connect(entity.wire), heard));
    const row = this.#parts.world.account(entity.id);
    if (row !== undefined) this.#parts.write(group, this.#parts.accounts.seen(row, this.#parts.clock.now()));
  }

  /** Taken up again after the world restarted: the player never left, so nobody is told. */
  #resume(session: Session, player: number): void {
    void this.#parts.run((group) => {
      const entity = this.#takeUp(session, player);
      if (entity === undefined) group.after(() => this.#greet(session));
      else this.#parts.write(group, this.#parts.script.resume(entity.wire));
    });
  }

  /** False when somebody else took the player up meanwhile, or there is no such player any more. */
  resume(session: Session, player: number): boolean {
    const entity = this.#takeUp(session, player);
    if (entity === undefined) return false;
    void this.#parts.run((group) => this.#parts.write(group, this.#parts.script.resume(entity.wire)));
    return true;
  }

  #takeUp(session: Session, player: number): Entity | undefined {
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined || this.#parts.sessions.isOnline(player)) return undefined;
    this.#parts.sessions.bind(session, player);
    this.#arrived(player);
    return entity;
  }

  /** After other packs came in: nobody who is connected stays where there is no room any more. */
  rehouse(group: Group): void {
    for (const { player } of this.#parts.sessions.all()) {
      const entity = player === null ? undefined : this.#parts.world.entity(asEntityId(player));
      if (entity !== undefined && isStranded(entity)) this.#parts.write(group, this.#parts.accounts.rehouse(entity));
    }
  }

  #house(group: Group, player: Entity): void {
    if (isStranded(player)) this.#parts.write(group, this.#parts.accounts.house(player));
  }

  leave(group: Group, session: Session): void {
    const { player } = session;
    if (!this.#parts.sessions.release(session) || player === null) return;
    this.#parts.present(player, false);
    const entity = this.#parts.world.entity(asEntityId(player));
    if (entity === undefined) return;
    this.#parts.write(group, this.#parts.script.disconnect(entity.wire));
    const row = this.#parts.world.account(entity.id);
    if (row !== undefined) this.#parts.write(group, this.#parts.accounts.seen(row, this.#parts.clock.now()));
  }

  hangUp(session: Session): void {
    if (!session.open) return;
    session.door.known?.(null);
    void this.#parts.close(session);
    session.door.close();
  }
}

function isStranded({ place }: Entity): boolean {
  return place === null || place.definition.lost;
}

/** The same result without what it says to its own actor, which goes to `heard` if that is wanted. */
function held(result: TurnResult, heard: Part[] | undefined): TurnResult {
  if (heard === undefined) return result;
  for (const { player, parts } of result.outputs) if (player === result.actor) heard.push(...parts);
  return { ...result, outputs: result.outputs.filter(({ player }) => player !== result.actor) };
}
