// Plays a transcript and compares what the players read with what it says they do; or writes down what they read.

import { readFileSync } from "node:fs";
import { EngineError } from "../../base/errors.ts";
import { type Entry, EVERYONE, type Expectation, readEntries, showLine } from "./entries.ts";
import type { Stage } from "./stage.ts";
import { type Actor, type Mode, Theatre } from "./theatre.ts";

export interface Failure {
  readonly line: number;
  /** What is wrong, and both sides of a mismatch. */
  readonly message: string;
}

export interface TranscriptResult {
  readonly name: string;
  readonly mode: Mode;
  readonly failures: readonly Failure[];
  /** The transcript as it would pass; equal to the source when it did. */
  readonly updated: string;
  /** Replies to typed lines, and how many of them took more than one frame. */
  readonly replies: number;
  readonly longReplies: number;
}

export interface TranscriptOptions {
  readonly stage: Stage;
  readonly mode?: Mode;
  /** The pack whose folder the transcript lies in, when it does not say. */
  readonly pack?: string;
  /** Text of the transcript; else the file `name` is read. */
  readonly source?: string;
  /** In reopen mode: before every so many lines; 1 when not given. */
  readonly reopenEvery?: number;
}

/** What is written behind a reply of several frames, each time anew. */
const SIZE_NOTE = /^# \d+ bytes in \d+ frames$/;

type Step = Exclude<Entry, Expectation | { kind: "note" } | { kind: "bad" }>;

export async function runTranscript(name: string, options: TranscriptOptions): Promise<TranscriptResult> {
  const source = options.source ?? readFileSync(name, "utf8");
  const run = new Run(name, source, options);
  try {
    await run.play();
  } finally {
    await run.close();
  }
  return run.result();
}

/** A mismatch as a person reads it: both sides, one above the other. */
export function showFailures({ name, mode, failures }: TranscriptResult): string {
  return failures.map(({ line, message }) => `${name}:${line}: (${mode}) ${message}`).join("\n");
}

function isExpectation(entry: Entry): entry is Expectation {
  return entry.kind === "reads" || entry.kind === "part" || entry.kind === "silent";
}

function isNewcomer(entry: Entry): boolean {
  return entry.kind === "cast" && entry.places.some(({ room }) => room === null);
}

class Run {
  readonly #name: string;
  readonly #source: string;
  readonly #mode: Mode;
  readonly #theatre: Theatre;
  readonly #failures: Failure[] = [];
  readonly #out: string[] = [];
  /** Source lines since the last step, kept as they are when the step was well. */
  #block: { readonly text: string; readonly expects: boolean }[] = [];
  /** What each player has read in this step, before any of it was compared. */
  #read = new Map<string, readonly string[]>();
  /** Players whose every line must be named in this step: an exact line was. */
  #strict = new Set<string>();
  #failed = false;
  #typist: string | null = null;
  /** The step is one whose outputs belong into the transcript: a line typed, or time gone by. */
  #heard = false;
  /** The set-up failed: nothing after it could say more. */
  #stopped = false;
  #replies = 0;
  #longReplies = 0;

  constructor(name: string, source: string, options: TranscriptOptions) {
    this.#name = name;
    this.#source = source;
    this.#mode = options.mode ?? "plain";
    this.#theatre = new Theatre(options.stage, this.#mode, options.pack ?? "stdlib", options.reopenEvery);
  }

  async play(): Promise<void> {
    const lines = this.#source.split(/\r?\n/);
    for (const entry of readEntries(this.#source)) {
      const text = lines[entry.line - 1]!;
      if (this.#stopped) {
        this.#out.push(text);
      } else if (isExpectation(entry)) {
        if (!this.#failed) this.#expect(entry);
        this.#block.push({ text, expects: true });
      } else if (entry.kind === "note" || entry.kind === "bad") {
        if (entry.kind === "bad")
          this.#fail(
            entry.line,
            `this is no line of a transcript: ${entry.source.trim()}\n    a player types with \`ann> look\` and reads with \`ann: text\``,
          );
        this.#block.push({ text, expects: false });
      } else {
        await this.#endStep();
        this.#out.push(text);
        await this.#step(entry);
      }
    }
    await this.#endStep();
  }

  close(): Promise<void> {
    return this.#theatre.close();
  }

  result(): TranscriptResult {
    return {
      name: this.#name,
      mode: this.#mode,
      failures: this.#failures,
      updated: this.#out.join("\n"),
      replies: this.#replies,
      longReplies: this.#longReplies,
    };
  }

  // ------------------------------------------------------------------- steps

  async #step(entry: Step): Promise<void> {
    this.#theatre.clear();
    this.#typist = null;
    this.#heard = entry.kind === "type" || entry.kind === "wait" || entry.kind === "at" || isNewcomer(entry);
    try {
      await this.#perform(entry);
    } catch (error) {
      this.#stop(
        entry.line,
        error instanceof EngineError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    }
    this.#read = new Map([...this.#theatre.actors].map(([name, actor]) => [name, [...actor.unread]]));
    for (const fault of this.#theatre.faults.splice(0)) this.#fail(entry.line, fault);
  }

  async #perform(entry: Step): Promise<void> {
    const theatre = this.#theatre;
    switch (entry.kind) {
      case "pack":
        return theatre.setPack(entry.pack);
      case "cast":
        for (const { name, room } of entry.places) {
          if (room === null) await theatre.join(name);
          else if (!(await theatre.place(name, room))) this.#stop(entry.line, `there is no room ${room} in the pack ${theatre.pack}`);
        }
        return;
      case "rank":
        if (!(await theatre.rank(entry.name, entry.rank))) this.#stop(entry.line, `nobody here is called ${entry.name}`);
        return;
      case "do":
        for (const problem of await theatre.do(entry.statement)) this.#fail(entry.line, problem);
        return;
      case "seed":
        return theatre.setSeed(entry.seed);
      case "wait":
        return theatre.waitUntil(theatre.nowMs() + entry.ms);
      case "at":
        return entry.atMs > theatre.nowMs() && theatre.actors.size > 0 ? theatre.waitUntil(entry.atMs) : theatre.setClock(entry.atMs);
      case "restart":
        return theatre.restart();
      case "reload":
        return theatre.reload();
      case "drop":
        return theatre.dropNextPacket();
      case "type":
        return this.#type(entry);
    }
  }

  async #type(entry: Extract<Entry, { kind: "type" }>): Promise<void> {
    const actor = this.#theatre.actors.get(entry.name);
    if (actor === undefined)
      return this.#stop(entry.line, `nobody here is called ${entry.name}; say who is where first: ${entry.name} in ROOM`);
    this.#typist = entry.name;
    await this.#theatre.type(actor, entry.text);
    this.#replies++;
    if ((await this.#theatre.longReply(actor)) !== null) this.#longReplies++;
  }

  // ------------------------------------------------------------ expectations

  #expect(expectation: Expectation): void {
    const { name, line } = expectation;
    const actors = name === EVERYONE ? [...this.#theatre.actors.values()] : [this.#theatre.actors.get(name)];
    for (const actor of actors) {
      if (actor === undefined) this.#fail(line, `nobody here is called ${name}`);
      else if (expectation.kind === "silent") this.#expectSilence(actor, line);
      else if (expectation.kind === "part") this.#expectPart(actor, expectation);
      else this.#expectLine(actor, expectation);
    }
  }

  #expectSilence(actor: Actor, line: number): void {
    if (actor.unread.length > 0) this.#mismatch(line, actor, "nothing", actor.unread);
  }

  #expectLine(actor: Actor, { line, text }: Expectation): void {
    this.#strict.add(actor.name);
    const [next, ...rest] = actor.unread;
    if (next !== text.trimEnd()) this.#mismatch(line, actor, JSON.stringify(text), actor.unread);
    else actor.unread = rest;
  }

  /** A part may stand in any line to come: long replies are tested by what matters in them. */
  #expectPart(actor: Actor, { line, text }: Expectation): void {
    this.#strict.delete(actor.name);
    const at = actor.unread.findIndex((read) => read.includes(text));
    if (at < 0) this.#mismatch(line, actor, `a line with ${JSON.stringify(text)}`, actor.unread);
    else actor.unread = actor.unread.slice(at + 1);
  }

  /** What nobody named is a mismatch for a player of whom exact lines were named. */
  #checkLeft(): void {
    if (this.#failed) return;
    for (const name of this.#strict) {
      const actor = this.#theatre.actors.get(name)!;
      if (actor.unread.length > 0) this.#mismatch(this.#out.length + this.#block.length, actor, "nothing more", actor.unread);
    }
  }

  #mismatch(line: number, actor: Actor, expected: string, read: readonly string[]): void {
    const was = read.length === 0 ? "nothing" : read.map((text) => JSON.stringify(text)).join("\n             ");
    this.#fail(line, `${actor.name} should read\n    expected: ${expected}\n    but read: ${was}`);
  }

  #stop(line: number, message: string): void {
    this.#stopped = true;
    this.#fail(line, message);
  }

  #fail(line: number, message: string): void {
    this.#failures.push({ line, message });
    this.#failed = true;
  }

  // ---------------------------------------------------------------- rewriting

  /** Ends a step: its expectations stay as they were written when they held, else what was read takes their place. */
  async #endStep(): Promise<void> {
    this.#checkLeft();
    const unsaid = this.#heard && !this.#block.some(({ expects }) => expects);
    if (this.#failed || unsaid) await this.#rewrite();
    else this.#out.push(...this.#block.map(({ text }) => text));
    this.#block = [];
    this.#strict = new Set();
    this.#failed = false;
    this.#heard = false;
    this.#read = new Map();
  }

  async #rewrite(): Promise<void> {
    const first = this.#block.findIndex(({ expects }) => expects);
    const others = this.#block.flatMap(({ expects, text }) => (expects || SIZE_NOTE.test(text) ? [] : [text]));
    const before = first < 0 ? 0 : first;
    this.#out.push(...others.slice(0, before), ...(await this.#readLines()), ...others.slice(before));
  }

  async #readLines(): Promise<string[]> {
    const names = [...this.#read.keys()].sort((a, b) => Number(b === this.#typist) - Number(a === this.#typist));
    const silent = new Set(this.#block.flatMap(({ text }) => /^\s*(\S+)!\s*$/.exec(text)?.[1]?.toLowerCase() ?? []));
    const lines: string[] = [];
    for (const name of names) {
      const read = this.#read.get(name)!;
      if (read.length === 0 && silent.has(name)) lines.push(`${name}!`);
      else lines.push(...read.map((text) => showLine(name, text, names)));
      const long = name === this.#typist ? await this.#theatre.longReply(this.#theatre.actors.get(name)!) : null;
      if (long !== null) lines.push(`# ${long.bytes} bytes in ${long.frames} frames`);
    }
    return lines;
  }
}
