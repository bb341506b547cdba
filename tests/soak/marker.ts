// One player of the kill test: logs in, then says `mark 1`, `mark 2` … with a few under way at once, and writes down what was answered.

import { TelnetClient } from "../support/telnet.ts";

const UNDER_WAY = 4;
/** Long past any restart: an answer that takes longer will never come. */
const ANSWER_MS = 60_000;

export class Marker {
  readonly name: string;
  /** Numbers that were answered with "Marked". */
  readonly acknowledged = new Set<number>();
  /** Numbers whose answer was lost with a world; the door said that they were done. */
  readonly unheard = new Set<number>();
  readonly setAside = new Set<number>();
  /** Answers that nobody can have asked for. */
  readonly strange: string[] = [];
  readonly #client: TelnetClient;
  readonly #waiting: number[] = [];
  #next = 1;
  #running: Promise<void> | null = null;
  #stopping = false;

  private constructor(name: string, client: TelnetClient) {
    this.name = name;
    this.#client = client;
  }

  static async enter(port: number, name: string): Promise<Marker> {
    const client = await TelnetClient.open(port);
    const marker = new Marker(name, client);
    for (const [line, answer] of [
      [name, "Y or another"],
      ["y", "password"],
      ["tulip-seven", "again"],
      ["tulip-seven", `Welcome, ${name}.\r\n`],
    ] as const) {
      await marker.say(line, answer);
    }
    return marker;
  }

  async say(line: string, answer: string): Promise<void> {
    this.#client.line(line);
    await this.#client.until(answer, 20_000);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** No new commands; resolves when all that were sent are answered. */
  async finish(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  close(): void {
    this.#client.close();
  }

  async #run(): Promise<void> {
    for (;;) {
      while (!this.#stopping && this.#waiting.length < UNDER_WAY) this.#send();
      if (this.#waiting.length === 0) return;
      try {
        this.#hear((await this.#client.until("\r\n", ANSWER_MS)).trim());
      } catch {
        this.strange.push(`no answer to ${this.#waiting.join()}`);
        return;
      }
    }
  }

  #send(): void {
    const n = this.#next++;
    this.#waiting.push(n);
    this.#client.line(`mark ${n}`);
  }

  #hear(line: string): void {
    const marked = /^Marked (\d+)\.$/.exec(line);
    if (marked !== null) this.#settle(this.acknowledged, Number(marked[1]));
    else if (line.startsWith("That was done")) this.#settle(this.unheard, this.#waiting[0]!);
    else if (line.startsWith("That command did harm")) this.#settle(this.setAside, this.#waiting[0]!);
    else if (!/^Marker\d+ |^$/.test(line)) this.strange.push(line);
  }

  /** Lines of one player are answered in their order. */
  #settle(where: Set<number>, n: number): void {
    if (this.#waiting[0] === n) this.#waiting.shift();
    else this.strange.push(`answer to ${n} while ${this.#waiting.join()} were asked`);
    where.add(n);
  }
}
