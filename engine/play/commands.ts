// One piece of a player's line: a page, a choice, an answer to a question, or a command. Each gives one turn at most and always an answer.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { LineRead, OpenPrompt, OpenTurn, Script, TurnKind, TurnResult } from "../script/facade.ts";
import { listWire } from "../script/wires.ts";
import type { Command } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import { readInput, writeInput } from "./journal-input.ts";
import { firstWord } from "./line.ts";
import type { SlotCode } from "./match/fitting.ts";
import { matchLine } from "./match/match.ts";
import { fitPhrase, nameCard } from "./match/names.ts";
import { readPhrase } from "./match/phrase.ts";
import type { Match, Option, Pins } from "./match/result.ts";
import { entityWire } from "./match/sight.ts";
import { buildTable, type CommandTable, type Variant, wordsWith } from "./match/table.ts";
import { tokenize } from "./match/token.ts";
import { YES } from "./match/vocabulary.ts";
import { type Eyes, type Words, WorldSight } from "./match/world-sight.ts";
import type { Notebook, Notes } from "./notebook.ts";
import { packCommands } from "./pack-commands.ts";

export interface CommandsParts {
  readonly world: World;
  readonly script: Script;
  readonly notebook: Notebook;
  readonly words: Words;
  isOnline(player: number): boolean;
  hasLevel(player: Entity, level: string): boolean;
  /** Fixed by transcripts; undefined: the world's own chance. */
  nextSeed(): number | undefined;
  nowMs(): number;
}

const DECLARATIONS: ReadonlySet<string> = new Set("kind extend record table command fn text event on before every replace".split(" "));

/** A choice is forgotten after the same time as a menu. */
const CHOICE_MS = 30 * 60_000;

export class Commands {
  readonly #parts: CommandsParts;
  #table: CommandTable;
  /** Names of kinds: a line that begins with one is a declaration. */
  #kinds: ReadonlySet<string>;
  #packs: ReadonlyMap<string, CompiledPack>;
  #replaySeed: number | undefined;
  #barred = false;

  constructor(parts: CommandsParts) {
    this.#parts = parts;
    this.#packs = parts.world.definitions.packs;
    this.#table = this.#tableOf(this.#packs);
    this.#kinds = kindNames(parts.world);
  }

  #tableOf(packs: ReadonlyMap<string, CompiledPack>): CommandTable {
    return buildTable(packCommands(packs.values()), (pack) => this.#parts.world.source(pack) !== undefined);
  }

  /** What was built or reloaded since the last line. */
  refresh(): void {
    if (this.#packs === this.#parts.world.definitions.packs) return;
    this.#packs = this.#parts.world.definitions.packs;
    this.#table = this.#tableOf(this.#packs);
    this.#kinds = kindNames(this.#parts.world);
  }

  /** Whether a line that begins with this word is one command, separators and all. */
  takesWhole(word: string): boolean {
    if (word === "run" || this.#table.whole.has(word)) return true;
    if (this.#table.byWord.has(word)) return false;
    // A piece of a declaration must never run as a command.
    if (this.declares(word)) return true;
    const words = wordsWith(this.#table, word);
    return words.length > 0 && words.every((full) => this.#table.whole.has(full));
  }

  /** True when the last line was a way that could not be gone: what was to be done beyond it makes no sense. */
  get barred(): boolean {
    return this.#barred;
  }

  /** A choice, an answer or a command; the caller has dealt with pages. `aside`: never an answer. */
  run(player: Entity, piece: string, { hurried = false, aside = false } = {}): TurnResult {
    this.#barred = false;
    this.refresh();
    const { notebook, script } = this.#parts;
    const notes = notebook.of(player.id);
    const open = aside ? null : script.prompt(player.wire);
    const prompt = open !== null && this.#isWayOut(piece) ? null : open;
    const chosen = this.#chosen(player, notes, piece);
    if (notes.choice !== null) notebook.keep(player.id, { choice: null });
    if (chosen !== null) return this.#command(player, chosen.line, chosen.pins, hurried);
    const answered = prompt === null ? null : this.#answer(player, prompt, piece, hurried);
    if (answered !== null) return answered;
    if (firstWord(piece) === "run" && piece.length > 4) return this.#statements(player, piece.slice(4));
    return this.#command(player, this.#asLore(player, piece), {}, hurried);
  }

  /** No question keeps anybody: its asker may be a builder's script that asks for ever. */
  #isWayOut(piece: string): boolean {
    return piece.trim().toLowerCase() === this.phrase("stdlib.core.way_out");
  }

  /** A builder's declaration is what the command `lore` takes; for everybody else it is a line like any other. */
  #asLore(player: Entity, piece: string): string {
    return this.declares(firstWord(piece)) && this.#parts.hasLevel(player, "builder") ? `lore ${piece}` : piece;
  }

  /** Whether a line that begins with this word is a declaration and no command (rule 26). */
  declares(word: string): boolean {
    return !this.#table.byWord.has(word) && (DECLARATIONS.has(word) || this.#kinds.has(word));
  }

  /** Runs the input of a journal row again; `kind` is the row's. The clock stands at the row's time. */
  replay(player: Entity, kind: TurnKind, input: string, seed: number): TurnResult {
    this.#replaySeed = seed;
    try {
      return this.#replay(player, kind, input);
    } finally {
      this.#replaySeed = undefined;
    }
  }

  #replay(player: Entity, kind: TurnKind, input: string): TurnResult {
    const { line, pins = {}, named, hurried, text } = readInput(input);
    if (named !== undefined) this.#parts.notebook.remember(player.id, { named });
    if (text !== undefined) return this.say(player, text);
    if (kind === "run") return this.#statements(player, line);
    if (kind === "command") return this.#command(player, line, pins, hurried);
    return this.#turn(player, kind, input, (turn) => turn.answer(line), hurried);
  }

  /** A turn that only says one of the library's texts. */
  say(player: Entity, text: string): TurnResult {
    return this.#turn(player, "command", writeInput({ line: "", text }), (turn) =>
      turn.tell(player.wire, turn.text(text, {}, player.wire)),
    );
  }

  /** A text of the library by itself, for what belongs to no turn. */
  phrase(text: string, args: Readonly<Record<string, Wire>> = {}, reader: Wire = null): string {
    const turn = this.#parts.script.openTurn({ kind: "run", actor: null, input: "", seed: 0 });
    try {
      return turn.text(text, args, reader);
    } finally {
      turn.abandon();
    }
  }

  /** What a function of the library says for nobody in particular; whatever else it did is taken back. Null for nothing, or a failure. */
  ask(fn: string, args: readonly Wire[]): string | null {
    const turn = this.#parts.script.openTurn({ kind: "run", actor: null, input: "", seed: 0 });
    try {
      const outcome = turn.call(fn, args);
      return outcome.kind === "done" && outcome.value !== null ? turn.render(outcome.value, null) : null;
    } finally {
      turn.abandon();
    }
  }

  // ---------------------------------------------------------------- commands

  #command(player: Entity, line: string, pins: Pins, hurried = false): TurnResult {
    const input = writeInput({ line, pins, named: this.#parts.notebook.of(player.id).named, hurried });
    const body = (turn: OpenTurn): void => {
      const match = this.#match(turn, player, line, pins);
      this.#perform(turn, player, match);
      if (match.kind === "run") this.#parts.notebook.remember(player.id, { last: line });
    };
    return this.#turn(player, "command", input, body, hurried);
  }

  #match(turn: OpenTurn, player: Entity, line: string, pins: Pins): Match {
    const { world, words } = this.#parts;
    const sight = new WorldSight(world, player, this.#eyes(turn, player), words);
    return matchLine({ line, table: this.#table, sight, code: this.#slotCode(turn), pins });
  }

  #perform(turn: OpenTurn, player: Entity, match: Match): void {
    const { notebook } = this.#parts;
    if (match.kind === "answer") {
      this.#barred = match.text === "stdlib.core.no_exit";
      turn.tell(player.wire, turn.text(match.text, match.args, player.wire));
      return;
    }
    if (match.kind === "elsewhere") {
      turn.call("stdlib.not_here", [`s${match.verb}`, player.wire, listWire(match.owners.map(entityWire))]);
      return;
    }
    if (match.kind === "which") {
      notebook.keep(player.id, { choice: { options: match.options, untilMs: turn.nowMs + CHOICE_MS } });
      turn.tell(player.wire, turn.text(whichText(match), { word: `s${match.word}`, list: `s${numbered(match.options)}` }, player.wire));
      return;
    }
    if (match.named.length > 0) notebook.remember(player.id, { named: match.named });
    for (const call of match.calls) {
      if (turn.runCommand(call).kind !== "done" && isWay(call.command)) this.#barred = true;
    }
  }

  /** What a line would come to, within a turn of that player's. */
  #read(turn: OpenTurn, player: Entity, line: string): LineRead {
    const match = this.#match(turn, player, line, {});
    if (match.kind === "run") return { calls: match.calls };
    const say = (text: string, args: Readonly<Record<string, Wire>>): LineRead => ({ why: turn.text(text, args, player.wire) });
    if (match.kind === "answer") return say(match.text, match.args);
    if (match.kind === "elsewhere") return say("stdlib.core.not_from_here", { verb: `s${match.verb.toUpperCase()}` });
    return say(whichText(match), { word: `s${match.word}`, list: `s${numbered(match.options)}` });
  }

  #statements(player: Entity, source: string): TurnResult {
    return this.#turn(player, "run", source, (turn) => {
      if (!this.#parts.hasLevel(player, "builder")) {
        turn.tell(player.wire, turn.text("stdlib.core.not_allowed", { level: "sbuilder" }, player.wire));
        return;
      }
      const outcome = turn.runStatements(source);
      if (outcome.kind === "bad") for (const line of outcome.diagnostics) turn.tell(player.wire, line);
      if (outcome.kind === "fault") turn.tell(player.wire, `line ${outcome.report.line}: ${sentence(outcome.report.message)}`);
    });
  }

  // ----------------------------------------------------------------- answers

  /** The option that is picked by a bare number, by `y` when there is one only, or by a word of its label that is no verb. */
  #chosen(player: Entity, notes: Notes, piece: string): Option | null {
    const { choice } = notes;
    if (choice === null || this.#parts.nowMs() > choice.untilMs) return null;
    const word = piece.toLowerCase().replace(/[.)!]$/, "");
    if (choice.options.length === 1 && YES.has(word)) return choice.options[0]!;
    if (/^\d+$/.test(word)) return choice.options[Number(word) - 1] ?? null;
    return this.isVerb(piece, player) ? null : pickByName(piece, choice.options);
  }

  /** Whether the line begins with the word of a command that the player (null: somebody) may use, or a way. */
  isVerb(piece: string, player: Entity | null = null): boolean {
    const first = firstWord(piece);
    const mayUse = ({ command }: Variant): boolean =>
      player === null || command.def.needs === undefined || this.#parts.hasLevel(player, command.def.needs);
    return this.#table.byWord.get(first)?.some(mayUse) === true || this.#parts.words.directions.has(first);
  }

  /** A free question takes any line; a list, a consent or a talk only what could answer it, so that commands go on working. */
  #answer(player: Entity, prompt: OpenPrompt, piece: string, hurried: boolean): TurnResult | null {
    const seed = this.#nextSeed();
    const kind: TurnKind = prompt.kind === "talk" || prompt.kind === "choose" ? "choice" : "answer";
    const turn = this.#open(player, kind, writeInput({ line: piece, hurried }), seed, hurried);
    try {
      if (turn.answer(piece, this.isVerb(piece, player)).kind !== "unfit") return turn.finish();
      turn.abandon();
      return null;
    } catch (error) {
      turn.abandon();
      throw error;
    }
  }

  // ------------------------------------------------------------------- turns

  #turn(player: Entity, kind: TurnKind, input: string, body: (turn: OpenTurn) => void, hurried = false): TurnResult {
    const turn = this.#open(player, kind, input, this.#nextSeed(), hurried);
    this.#parts.script.reader = (line) => this.#read(turn, player, line);
    try {
      body(turn);
      return turn.finish();
    } catch (error) {
      turn.abandon();
      throw error;
    }
  }

  #nextSeed(): number | undefined {
    return this.#replaySeed ?? this.#parts.nextSeed();
  }

  #open(player: Entity, kind: TurnKind, input: string, seed: number | undefined, hurried = false): OpenTurn {
    return this.#parts.script.openTurn({ kind, actor: player.wire, input, hurried, ...(seed === undefined ? {} : { seed }) });
  }

  #eyes(turn: OpenTurn, player: Entity): Eyes {
    const { notebook, isOnline, hasLevel } = this.#parts;
    return {
      isOnline,
      menuEntry: (n) => turn.menu(player.wire)?.[n - 1] ?? null,
      lastNamed: () => notebook.of(player.id).named,
      hasLevel: (level) => hasLevel(player, level),
    };
  }

  #slotCode(turn: OpenTurn): SlotCode {
    return {
      params: (command, code) => this.#packs.get(command.pack)!.code[code]!.params.map((param) => param.name),
      value: (command, code, self, args) => turn.slotValue(command, code, self, args),
    };
  }
}

/** A fault's message in the form of the compiler's. */
function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

function kindNames(world: World): ReadonlySet<string> {
  return new Set([...world.definitions.kinds()].map((kind) => kind.id.slice(kind.id.lastIndexOf(".") + 1)));
}

/** The command that a bare way stands for: one of its patterns has no word of its own before the slot. */
function isWay({ def }: Command): boolean {
  return def.patterns.some(
    ([first]) => first !== undefined && "slot" in first && first.type?.t === "entity" && first.type.kind === "core.exit",
  );
}

function whichText(match: Extract<Match, { kind: "which" }>): string {
  if (match.why === "several") return "stdlib.core.which";
  return match.options.length === 1 ? "stdlib.core.near" : "stdlib.core.near_several";
}

function numbered(options: readonly Option[]): string {
  if (options.length === 1) return options[0]!.label;
  return options.map((option, i) => `${i + 1}. ${option.label}`).join("\n");
}

/** A choice made by a word of its label: `gold` after "gold coin or silver coin?". */
function pickByName(line: string, options: readonly Option[]): Option | null {
  const tokens = tokenize(line, () => false);
  const phrase = readPhrase(tokens, 0, tokens.length);
  if (phrase === null) return null;
  const fits = options.filter(
    (option) => fitPhrase(phrase.words, nameCard({ title: option.label, plural: "", id: "" }), true).fit !== null,
  );
  return fits.length === 1 ? fits[0]! : null;
}
