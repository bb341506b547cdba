// Asks the world something, and does not wait for ever: one that is away or busy has no answer.

export class Inquiry<Question, Answer> {
  readonly #send: (ask: number, question: Question) => void;
  readonly #patienceMs: number;
  readonly #open = new Map<number, (answer: Answer | null) => void>();
  #count = 0;

  constructor(send: (ask: number, question: Question) => void, patienceMs: number) {
    this.#send = send;
    this.#patienceMs = patienceMs;
  }

  ask(question: Question): Promise<Answer | null> {
    return new Promise((resolve) => {
      const ask = ++this.#count;
      const timer = setTimeout(() => this.answered(ask, null), this.#patienceMs);
      this.#open.set(ask, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send(ask, question);
    });
  }

  /** The world died: whoever waits need not. */
  giveUp(): void {
    for (const ask of [...this.#open.keys()]) this.answered(ask, null);
  }

  answered(ask: number, answer: Answer | null): void {
    this.#open.get(ask)?.(answer);
    this.#open.delete(ask);
  }
}
