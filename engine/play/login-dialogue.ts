// The login as a session's dialogue: one step at a time, for a password takes a while to check and the next line may be there already.

import type { Wire } from "../../dsl/wire.ts";
import type { Login, LoginStep } from "./login.ts";
import type { Dialogue } from "./session.ts";

export interface DialogueEnds {
  say(text: string, args?: Readonly<Record<string, Wire>>): void;
  hide(hide: boolean): void;
  enter(player: number): void;
  /** A line that was typed while the last step still ran: it is the game's. */
  pass(raw: string): Promise<void>;
  bye(): void;
}

export class LoginDialogue implements Dialogue {
  readonly #login: Login;
  readonly #ends: DialogueEnds;
  #turn: Promise<void> = Promise.resolve();
  #over = false;
  secret = false;

  constructor(login: Login, ends: DialogueEnds) {
    this.#login = login;
    this.#ends = ends;
    this.#show(login.greet());
  }

  line(plain: string, raw: string): Promise<void> {
    this.#turn = this.#turn.then(async () => (this.#over ? this.#ends.pass(raw) : this.#show(await this.#login.line(plain, raw))));
    return this.#turn;
  }

  #show(step: LoginStep): void {
    const args = Object.fromEntries(Object.entries(step.args ?? {}).map(([name, value]) => [name, wireOf(name, value)]));
    this.#setSecret(step.kind === "ask" && step.hide);
    this.#ends.say(step.text, args);
    this.#over = step.kind !== "ask";
    if (step.kind === "in") this.#ends.enter(step.player);
    if (step.kind === "bye") this.#ends.bye();
  }

  #setSecret(secret: boolean): void {
    if (secret !== this.secret) this.#ends.hide(secret);
    this.secret = secret;
  }
}

/** Waits are durations, everything else text. */
function wireOf(name: string, value: string | number): Wire {
  return name === "wait" ? `d${value}` : typeof value === "number" ? value : `s${value}`;
}
