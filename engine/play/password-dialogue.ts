// A new password for who is in the game: the old one (if there is one), the new one, the new one again. No journal sees any of them.

import type { TurnResult } from "../script/facade.ts";
import type { AccountRow } from "../world/port.ts";
import { type Secrets, secretFault } from "./account-secrets.ts";
import type { Accounts } from "./accounts.ts";
import type { Dialogue } from "./session.ts";

export interface PasswordParts {
  readonly accounts: Accounts;
  readonly secrets: Secrets;
  write<T>(make: () => { readonly result: TurnResult; readonly value: T }): Promise<T>;
}

export interface PasswordEnds {
  say(text: string): void;
  hide(hide: boolean): void;
  done(): void;
}

export class PasswordDialogue implements Dialogue {
  readonly secret = true;
  readonly #parts: PasswordParts;
  readonly #row: AccountRow;
  readonly #ends: PasswordEnds;
  #stage: "old" | "new" | "repeat";
  #chosen = "";
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: PasswordParts, row: AccountRow, ends: PasswordEnds) {
    this.#parts = parts;
    this.#row = row;
    this.#ends = ends;
    this.#stage = row.secret === "" ? "new" : "old";
    ends.hide(true);
    ends.say(this.#stage === "old" ? "stdlib.login.old_secret" : "stdlib.login.choose");
  }

  line(_plain: string, raw: string): Promise<void> {
    this.#turn = this.#turn.then(() => this.#step(raw));
    return this.#turn;
  }

  async #step(raw: string): Promise<void> {
    if (raw.trim() === "") return this.#end("stdlib.login.secret_kept");
    switch (this.#stage) {
      case "old":
        if (!(await this.#parts.secrets.verify(this.#row.secret, raw))) return this.#end("stdlib.login.secret_wrong");
        this.#stage = "new";
        return this.#ends.say("stdlib.login.choose");
      case "new":
        return this.#choose(raw);
      case "repeat":
        return this.#repeat(raw);
    }
  }

  #choose(raw: string): void {
    const fault = secretFault(raw, this.#row.name);
    if (fault !== null) {
      this.#ends.say(`stdlib.login.secret_${fault}`);
      return;
    }
    this.#chosen = raw;
    this.#stage = "repeat";
    this.#ends.say("stdlib.login.repeat");
  }

  async #repeat(raw: string): Promise<void> {
    if (raw !== this.#chosen) {
      this.#stage = "new";
      return this.#ends.say("stdlib.login.mismatch");
    }
    const hash = await this.#parts.secrets.hash(raw);
    await this.#parts.write(() => ({ result: this.#parts.accounts.setSecret(this.#row, hash), value: null }));
    this.#end("stdlib.login.secret_set");
  }

  #end(text: string): void {
    this.#ends.hide(false);
    this.#ends.done();
    this.#ends.say(text);
  }
}
