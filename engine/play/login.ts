// The dialogue at the door: a name, then a password, or a new account. It says nothing by itself: each step gives the id of a text.

import type { TurnResult } from "../script/facade.ts";
import type { Entity } from "../world/entity.ts";
import type { AccountRow } from "../world/port.ts";
import { type Secrets, secretFault } from "./account-secrets.ts";
import type { Accounts } from "./accounts.ts";
import { YES } from "./match/vocabulary.ts";
import { hashCode } from "./mesh/codes.ts";
import type { RadioTurns } from "./mesh/radio-turns.ts";
import type { AddressThrottle } from "./throttle.ts";

export interface LoginParts {
  readonly accounts: Accounts;
  readonly secrets: Secrets;
  readonly throttle: AddressThrottle;
  readonly radios: Pick<RadioTurns, "isCode" | "spend">;
  nowMs(): number;
  /** Runs a turn in the loop and resolves when it is durable. */
  write<T>(make: () => { readonly result: TurnResult; readonly value: T }): Promise<T>;
}

/** What a step comes to. `text` is a text's id with its arguments; `hide`: a secret is asked for next. */
export type LoginStep =
  | { readonly kind: "ask"; readonly text: string; readonly args?: Readonly<Record<string, string | number>>; readonly hide: boolean }
  | { readonly kind: "in"; readonly player: Entity["id"]; readonly text: string; readonly args?: Readonly<Record<string, string | number>> }
  | { readonly kind: "bye"; readonly text: string; readonly args?: Readonly<Record<string, string | number>> };

type Stage =
  | { readonly at: "name" }
  | { readonly at: "new"; readonly name: string }
  | { readonly at: "password"; readonly name: string }
  | { readonly at: "code"; readonly name: string }
  | { readonly at: "choose"; readonly name: string }
  | { readonly at: "repeat"; readonly name: string; readonly secret: string };

/** Wrong answers before the connection is closed. */
const PATIENCE = 6;

export class Login {
  readonly #parts: LoginParts;
  readonly #address: string;
  #stage: Stage = { at: "name" };
  #wrong = 0;

  constructor(parts: LoginParts, address: string) {
    this.#parts = parts;
    this.#address = address;
  }

  greet(): LoginStep {
    return ask("welcome");
  }

  /** One line typed; a secret comes as it was typed, anything else in its plain form. */
  async line(plain: string, raw: string): Promise<LoginStep> {
    const step = await this.#step(plain, raw);
    if (step.kind === "ask" && this.#wrong >= PATIENCE) return { kind: "bye", text: "stdlib.login.enough" };
    return step;
  }

  #step(plain: string, raw: string): LoginStep | Promise<LoginStep> {
    const word = plain.toLowerCase();
    if (word === "quit") return { kind: "bye", text: "stdlib.login.bye" };
    switch (this.#stage.at) {
      case "name":
        return this.#name(plain);
      case "new":
        if (!YES.has(word) && word !== "new") return this.#back("welcome");
        this.#stage = { at: "choose", name: this.#stage.name };
        return ask("choose", {}, true);
      case "password":
        return this.#password(this.#stage.name, raw);
      case "code":
        return this.#code(this.#stage.name, plain);
      case "choose":
        return this.#choose(this.#stage.name, raw);
      case "repeat":
        return this.#repeat(this.#stage.name, this.#stage.secret, raw);
    }
  }

  #name(typed: string): LoginStep {
    const { accounts, throttle, nowMs } = this.#parts;
    if (throttle.isBarred(this.#address, nowMs())) return { kind: "bye", text: "stdlib.login.barred" };
    if (typed === "") return ask("welcome");
    const known = accounts.find(typed);
    if (known !== undefined) {
      const at = known.secret === "" ? "code" : "password";
      this.#stage = { at, name: known.name };
      return ask(at, { name: known.name }, at === "password");
    }
    const fault = accounts.fault(typed);
    if (fault !== null) return this.#back(`name_${fault}`, { name: typed.slice(0, 20) });
    this.#stage = { at: "new", name: typed };
    return ask("new", { name: typed });
  }

  async #password(name: string, raw: string): Promise<LoginStep> {
    const { accounts, secrets, throttle, nowMs } = this.#parts;
    const row = accounts.find(name);
    if (row === undefined) return this.#back("welcome");
    // A locked account says so without a look at the password: guessing on tells nothing.
    if (row.lockedUntilMs > nowMs()) return this.#back("locked", { wait: row.lockedUntilMs - nowMs() });
    const right = await secrets.verify(row.secret, raw);
    if (!right) return this.#failed(row);
    throttle.passed(this.#address);
    return { kind: "in", player: row.entity, text: "stdlib.login.hello", args: { name: row.name } };
  }

  /** Who plays by radio has no password yet; a code shows that the radio is theirs, and it is used up. */
  async #code(name: string, typed: string): Promise<LoginStep> {
    const { accounts, radios, throttle, nowMs, write } = this.#parts;
    const row = accounts.find(name);
    if (row === undefined || typed === "") return this.#back("welcome");
    if (row.lockedUntilMs > nowMs()) return this.#back("locked", { wait: row.lockedUntilMs - nowMs() });
    const hash = hashCode(typed);
    if (!radios.isCode(row.entity, hash, nowMs())) return this.#failed(row, "code_wrong");
    await write(() => ({ result: radios.spend(hash, nowMs()), value: null }));
    throttle.passed(this.#address);
    return { kind: "in", player: row.entity, text: "stdlib.login.hello_code", args: { name: row.name } };
  }

  async #failed(row: AccountRow, text = "wrong"): Promise<LoginStep> {
    const { accounts, throttle, nowMs, write } = this.#parts;
    throttle.failed(this.#address, nowMs());
    const current = accounts.find(row.name) ?? row;
    await write(() => ({ result: accounts.failed(current, nowMs()), value: null }));
    return this.#back(text);
  }

  #choose(name: string, raw: string): LoginStep {
    const fault = secretFault(raw, name);
    if (fault !== null) {
      this.#wrong++;
      return ask(`secret_${fault}`, {}, true);
    }
    this.#stage = { at: "repeat", name, secret: raw };
    return ask("repeat", {}, true);
  }

  async #repeat(name: string, secret: string, raw: string): Promise<LoginStep> {
    const { accounts, secrets, nowMs, write } = this.#parts;
    if (raw !== secret) {
      this.#wrong++;
      this.#stage = { at: "choose", name };
      return ask("mismatch", {}, true);
    }
    const hash = await secrets.hash(secret);
    // Somebody may have taken the name meanwhile.
    if (accounts.fault(name) !== null) return this.#back("name_taken", { name });
    const player = await write(() => {
      const made = accounts.create(name, hash, nowMs());
      return { result: made.result, value: made.player };
    });
    return { kind: "in", player: player.id, text: "stdlib.login.made", args: { name } };
  }

  /** To the first question again, which the text asks too. */
  #back(text: string, args: Readonly<Record<string, string | number>> = {}): LoginStep {
    if (text !== "welcome") this.#wrong++;
    this.#stage = { at: "name" };
    return ask(text, args);
  }
}

function ask(text: string, args: Readonly<Record<string, string | number>> = {}, hide = false): LoginStep {
  return { kind: "ask", text: `stdlib.login.${text}`, args, hide };
}
