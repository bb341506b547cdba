// A player's whole line: aliases, the cut into commands, pages, repeats; each command a turn of its own, all of them one reply.

import type { Wire } from "../../dsl/wire.ts";
import { EngineError } from "../base/errors.ts";
import { type Part, plainPart } from "../base/parts.ts";
import { byteLength } from "../radio/compose/bytes.ts";
import type { OpenPrompt, TurnResult } from "../script/facade.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import type { Commands } from "./commands.ts";
import type { Frames } from "./frames.ts";
import type { Group } from "./group.ts";
import { firstWord, foldWord, loreLine, MAX_COMMANDS, MAX_LINE_BYTES, plainLine, splitAnswer, splitLine } from "./line.ts";
import type { Notebook } from "./notebook.ts";

export interface LinesParts {
  readonly world: World;
  readonly commands: Commands;
  readonly notebook: Notebook;
  readonly frames: Frames;
  prompt(player: Wire): OpenPrompt | null;
  /** What a turn asks of the connection (`quit`), after it is durable. */
  settle(group: Group, result: TurnResult): void;
  /** A bug in the engine, for the sysop's log. */
  report(error: unknown): void;
}

/** `/dig` is how builders have typed it elsewhere; while a question waits, it says that a command is meant and no answer. */
const SLASH = /^\s*\/(?=[a-z])/i;

const MORE = new Set(["more", "m"]);
const AGAIN = new Set(["again", "!"]);

export class Lines {
  readonly #parts: LinesParts;

  constructor(parts: LinesParts) {
    this.#parts = parts;
  }

  /** Runs a line in an open group; its reply, `before` ahead of it, and what others read are delivered through the group. */
  run(group: Group, player: Entity, raw: string, before = ""): void {
    const said: Part[] = before === "" ? [] : [plainPart(before)];
    const pieces = this.#pieces(player, raw);
    for (const [at, piece] of pieces.entries()) {
      const isLast = at + 1 === pieces.length;
      const barred = this.#piece(group, player, piece, said, !isLast);
      if (barred && !isLast) {
        said.push(plainPart(this.#parts.commands.phrase("stdlib.core.rest_left", {}, player.wire)));
        break;
      }
      // What a command destroyed or sent away types no more.
      if (!player.alive) break;
    }
    this.#parts.frames.reply(group, player, said);
    group.keep(this.#parts.notebook.takeChanges());
  }

  // ------------------------------------------------------------------ pieces

  #pieces(player: Entity, raw: string): Piece[] {
    if (byteLength(raw) > MAX_LINE_BYTES) return [{ text: "stdlib.core.line_too_long" }];
    const typed = plainLine(raw);
    const plain = typed.replace(SLASH, "");
    if (plain === "") return [{ text: "stdlib.core.nothing_typed" }];
    const isFree = this.#parts.prompt(player.wire)?.kind === "ask";
    const aside = isFree && this.#isAside(player, typed);
    const asked = isFree && !aside;
    const isLore = !asked && this.#parts.commands.declares(firstWord(plain));
    if (firstWord(plain) === "run" || isLore) return [{ line: loreLine(raw).replace(SLASH, ""), aside }];
    const lines = asked
      ? splitAnswer(plain).map((piece) => this.#answerPiece(player, piece))
      : this.#commandLines(player, plain).map((line): Piece => ({ line, aside }));
    if (lines.length === 0) return [{ text: "stdlib.core.nothing_typed" }];
    return lines.length > MAX_COMMANDS ? [...lines.slice(0, MAX_COMMANDS), { text: "stdlib.core.too_many" }] : lines;
  }

  /** `/cancel` and what is no verb (`/done`) are for who asks. */
  #isAside(player: Entity, typed: string): boolean {
    if (!SLASH.test(typed)) return false;
    const line = typed.replace(SLASH, "");
    const { commands } = this.#parts;
    if (foldWord(line) === commands.phrase("stdlib.grammar.cancel")) return false;
    return commands.isVerb(line, player) || commands.declares(firstWord(line));
  }

  #answerPiece(player: Entity, typed: string): Piece {
    return { line: typed.replace(SLASH, ""), aside: this.#isAside(player, typed) };
  }

  #commandLines(player: Entity, plain: string): readonly string[] {
    const whole = (word: string) => this.#parts.commands.takesWhole(word);
    const [head, ...rest] = splitLine(this.#expand(player, plain), whole);
    const pieces = [head ?? "", ...rest.flatMap((piece) => splitLine(this.#expand(player, piece), whole))];
    return pieces.filter((piece) => piece !== "");
  }

  /** A player's own word, replaced once: an alias never leads to another. */
  #expand(player: Entity, line: string): string {
    const slot = player.definition.slots.get("aliases");
    const stored = slot === undefined ? undefined : player.state.get(slot.key);
    if (typeof stored !== "string" || stored.length < 6) return line;
    const word = firstWord(line);
    const value = mapValue(stored, word);
    return value === undefined ? line : (value + line.slice(word.length)).trim();
  }

  /** True when it was a way that could not be gone. */
  #piece(group: Group, player: Entity, piece: Piece, said: Part[], hurried: boolean): boolean {
    const { commands } = this.#parts;
    if ("text" in piece) {
      this.#write(group, player, commands.say(player, piece.text), said);
      return false;
    }
    if (this.#isMore(player, piece.line)) {
      this.#nextPage(group, player, said);
      return false;
    }
    const { pages, last } = this.#parts.notebook.of(player.id);
    if (pages.length > 0) this.#parts.notebook.keep(player.id, { pages: [] });
    const repeats = AGAIN.has(piece.line.toLowerCase()) && this.#parts.prompt(player.wire)?.kind !== "ask";
    if (repeats && last === "") {
      this.#write(group, player, commands.say(player, "stdlib.core.no_again"), said);
      return false;
    }
    this.#write(group, player, this.#attempt(player, repeats ? { line: last } : piece, hurried), said);
    return commands.barred;
  }

  /** A bug of ours undoes the command and is told; a broken store goes up, for nothing can be saved any more. */
  #attempt(player: Entity, { line, aside = false }: Typed, hurried: boolean): TurnResult {
    try {
      return this.#parts.commands.run(player, line, { hurried, aside });
    } catch (error) {
      if (error instanceof EngineError) throw error;
      this.#parts.report(error);
      return this.#parts.commands.say(player, "stdlib.core.trouble");
    }
  }

  #write(group: Group, player: Entity, result: TurnResult, said: Part[]): void {
    group.write(result);
    let answered = false;
    for (const { player: reader, parts, ambient } of result.outputs) {
      if (reader !== player.wire) this.#tell(group, reader, parts, ambient);
      else {
        said.push(...parts);
        answered = true;
      }
    }
    // Silence is what a lost packet looks like; what the connection is asked to do answers by itself.
    if (!answered && result.requests.length === 0) this.#acknowledge(player, said);
    this.#parts.settle(group, result);
  }

  #tell(group: Group, reader: Wire, parts: readonly Part[], ambient: boolean): void {
    const other = this.#parts.world.ofWire(reader);
    if (other !== undefined) this.#parts.frames.unasked(group, other, { parts, ambient });
  }

  #acknowledge(player: Entity, said: Part[]): void {
    said.push(plainPart(this.#parts.commands.phrase("stdlib.core.done", {}, player.wire)));
  }

  // ------------------------------------------------------------------- pages

  /** `m` belongs to an open question, unless there is a page to read. */
  #isMore(player: Entity, line: string): boolean {
    const word = line.toLowerCase();
    if (!MORE.has(word)) return false;
    const asked = this.#parts.prompt(player.wire)?.kind === "ask";
    return !asked || (word === "more" && this.#parts.notebook.of(player.id).pages.length > 0);
  }

  #nextPage(group: Group, player: Entity, said: Part[]): void {
    const { commands, frames } = this.#parts;
    if (!frames.more(group, player)) this.#write(group, player, commands.say(player, "stdlib.core.no_more"), said);
  }
}

/** `aside`: a command, though a question waits. */
interface Typed {
  readonly line: string;
  readonly aside?: boolean;
}

type Piece = Typed | { readonly text: string };

/** A text of a map on the wire by its key. */
function mapValue(wire: string, key: string): string | undefined {
  const parts = JSON.parse(wire.slice(1)) as Wire[];
  for (let i = 1; i + 1 < parts.length; i += 2) {
    const value = parts[i + 1];
    if (parts[i] === key && typeof value === "string" && value[0] === "s") return value.slice(1);
  }
  return undefined;
}
