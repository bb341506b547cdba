// One builder at telnet: types a line, waits for its answer, and writes both down. Alone on a lot, so that what comes is an answer.

import { TelnetClient } from "../../support/telnet.ts";
import { BuilderMind, NAMES, type Outcome, outcomeOf } from "./lines.ts";

/** Long past any restart: an answer that takes longer will never come. */
const ANSWER_MS = 300_000;
/** What others do where one is: helpers meet in the rooms of whom they help. */
const OTHERS = new RegExp(
  `^(${NAMES.join("|")}) (wakes|falls|goes|comes|arrives|leaves|pokes|takes|drops|disappears|appears)\\b.*\n?`,
  "gm",
);
const PASSWORD = "tulip-seven";

/** A line as it went. `unheard`: it was done, or refused, and the answer died with the world. */
export interface Typed {
  readonly line: string;
  readonly outcome: Outcome | "unheard" | "set aside";
  readonly answer: string;
}

export class Builder {
  readonly name: string;
  readonly typed: Typed[] = [];
  /** Answers that nobody should read. */
  readonly strange: string[] = [];
  readonly #client: TelnetClient;
  readonly #mind: BuilderMind;
  #marks = 0;

  private constructor(number: number, seed: number, client: TelnetClient) {
    this.name = NAMES[number]!;
    this.#client = client;
    this.#mind = new BuilderMind(seed, number);
  }

  static async enter(port: number, number: number, { seed, isNew }: { seed: number; isNew: boolean }): Promise<Builder> {
    const builder = new Builder(number, seed, await TelnetClient.open(port));
    const client = builder.#client;
    const { name } = builder;
    const steps: readonly (readonly [string, string])[] = isNew
      ? [
          [name, "Y or another"],
          ["y", "password"],
          [PASSWORD, "again"],
        ]
      : [[name, "Password"]];
    await client.until("known?", ANSWER_MS);
    for (const [line, answer] of steps) {
      client.line(line);
      await client.until(answer, ANSWER_MS);
    }
    client.line(PASSWORD);
    await client.until(isNew ? `Welcome, ${name}.` : `Welcome back, ${name}.`, ANSWER_MS);
    client.line(`lot ${number}`);
    await client.until(`On lot ${number}.\r\n`, ANSWER_MS);
    return builder;
  }

  /** Builds until told to stop; `did` hears of every edit that was made. */
  async build(isOver: () => boolean, did: () => void): Promise<void> {
    while (!isOver()) {
      const line = this.#mind.next();
      const { outcome, answer } = await this.ask(line);
      this.#mind.heard(line, answer);
      if (outcome === "done") did();
    }
    // No draft stays open, so that what comes is taken for commands.
    await this.ask("cancel");
  }

  async ask(line: string): Promise<Typed> {
    this.#client.line(line);
    const first = await this.#client.until("\r\n", ANSWER_MS);
    // An answer may have more lines; the mark ends it, also when its own answer is lost.
    const mark = ++this.#marks;
    this.#client.line(`/mark ${mark}`);
    let rest = "";
    while (!rest.endsWith(`Marked ${mark}.\r\n`) && !/That was done, [^\r]*\r\n$|did harm and [^\r]*\r\n$/.test(rest))
      rest += await this.#client.until("\r\n", ANSWER_MS);
    const lines = `${first}${rest}`.replaceAll("\r", "").trim().split("\n");
    const said = lines.slice(0, -1).join("\n");
    const answer = said.replaceAll(OTHERS, "").trim();
    const typed: Typed = { line, answer, outcome: outcomeFor(answer) };
    this.typed.push(typed);
    if (!isSaid(answer)) this.strange.push(`${this.name} typed "${line}" and read: ${answer}`);
    return typed;
  }

  close(): void {
    this.#client.close();
  }
}

function outcomeFor(answer: string): Typed["outcome"] {
  if (answer.startsWith("That was done, but")) return "unheard";
  if (answer.startsWith("That command did harm")) return "set aside";
  return outcomeOf(answer.split("\n")[0]!);
}

function isSaid(answer: string): boolean {
  return answer !== "" && !/went wrong|undefined|\[object/.test(answer) && !answer.includes("  at ");
}
