// Whoever sits at the terminal, from the first line to the last. Who can open the database needs no password to it: a name is enough.

import type { Play } from "../../play/play.ts";
import type { Rank } from "../../play/ranks.ts";
import type { Session } from "../../play/session.ts";
import type { TerminalOptions } from "./door.ts";
import { TerminalDoor } from "./door.ts";

/** Who sits there, as far as is said beforehand. */
export interface Identity {
  readonly name?: string;
  readonly rank?: Rank;
}

export class Guest {
  readonly #play: Play;
  readonly #rank: Rank | undefined;
  readonly #door: TerminalDoor;
  readonly #ended: Promise<void>;
  #session: Session | null = null;
  /** Every line waits for the answer to the one before. */
  #queue: Promise<void> = Promise.resolve();

  constructor(play: Play, options: TerminalOptions, { name, rank }: Identity = {}) {
    this.#play = play;
    this.#rank = rank;
    let end: () => void = () => {};
    this.#ended = new Promise((resolve) => {
      end = resolve;
    });
    this.#door = new TerminalDoor(options, {
      line: (text) => {
        this.#queue = this.#queue.then(() => this.#line(text));
      },
      ended: () => end(),
    });
    if (name === undefined) this.#ask();
    else if (!this.#enter(name)) this.#door.close();
  }

  /** Resolves when there will be no more lines and all are answered. */
  async stay(): Promise<void> {
    await this.#ended;
    await this.#queue;
    if (this.#session !== null) await this.#play.close(this.#session);
  }

  async #line(text: string): Promise<void> {
    if (this.#session !== null) {
      await this.#play.line(this.#session, text);
      // What a line sets off (a new password, leaving) is over before the next.
      this.#play.flush();
    } else if (text.trim() === "") this.#ask();
    else this.#enter(text.trim());
  }

  #ask(): void {
    this.#door.send(this.#play.commands.phrase("stdlib.login.welcome", {}));
  }

  /** False when the name will not do; why has been said, and another may be given. */
  #enter(name: string): boolean {
    let entered = false;
    const session = this.#play.open({
      address: "terminal",
      as: name,
      door: {
        send: (text) => this.#door.send(text),
        hide: (hide) => this.#door.hide(hide),
        close: () => {
          if (entered) this.#door.close();
        },
      },
    });
    this.#play.flush();
    entered = session.player !== null;
    if (!entered) return false;
    this.#session = session;
    if (this.#rank !== undefined) void this.#play.rank(session.player!, this.#rank);
    this.#play.flush();
    return true;
  }
}
