// Asks the world how it stands, and does not wait for ever: one that is away or busy has no answer.

import type { ToWorld, WorldFacts } from "./messages.ts";

const PATIENCE_MS = 1_500;

export class Inquiry {
  readonly #send: (message: ToWorld) => void;
  readonly #open = new Map<number, (facts: WorldFacts | null) => void>();
  #count = 0;

  constructor(send: (message: ToWorld) => void) {
    this.#send = send;
  }

  ask(): Promise<WorldFacts | null> {
    return new Promise((resolve) => {
      const ask = ++this.#count;
      const timer = setTimeout(() => this.answered(ask, null), PATIENCE_MS);
      this.#open.set(ask, (facts) => {
        clearTimeout(timer);
        resolve(facts);
      });
      this.#send({ t: "ask", ask });
    });
  }

  answered(ask: number, facts: WorldFacts | null): void {
    this.#open.get(ask)?.(facts);
    this.#open.delete(ask);
  }
}
