// A run that is watched step by step. Traced code says which statement begins and what it worked out; what changed and was said since
// belongs to the statement before. Each step's effects are told in full by going back through them, the last one first.

import type { StepInfo } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import type { Mark } from "../world/step-log.ts";
import { deedsBefore, finishDeeds, type OpenDeed, rowDeeds, saidSince, shown } from "./dry-deeds.ts";
import type { Deed, DryStep, Tracer } from "./dry-port.ts";
import type { TurnState } from "./turn-state.ts";

/** So many steps are kept: the rounds of a loop are folded when they are told. */
const MOST_STEPS = 400;

interface Step {
  readonly pack: string;
  readonly info: StepInfo;
  value: string | null;
  fuel: number;
  undone: boolean;
  readonly said: { to: EntityId; text: string }[];
  readonly deeds: Deed[];
}

/** A stretch of the journal that belongs to one step. */
interface Stretch {
  readonly step: Step;
  readonly from: Mark;
  /** Of the turn's lines. */
  readonly line: number;
  readonly open: readonly OpenDeed[];
  readonly rows: readonly Deed[];
  readonly said: Step["said"];
}

export class Tracing implements Tracer {
  readonly #turn: TurnState;
  readonly #steps: Step[] = [];
  #stretches: Stretch[] = [];
  #now: Step | null = null;
  #from: Mark = 0;
  #line = 0;
  #fuel = 0;
  #more = false;

  /** `line`: what is done in no traced code is this line's, which is told as the first step. */
  constructor(turn: TurnState, line: string | null) {
    this.#turn = turn;
    if (line !== null) {
      this.#now = { pack: "", info: { file: "", line: 0, code: "", text: line }, value: null, fuel: 0, undone: false, said: [], deeds: [] };
      this.#steps.push(this.#now);
    }
    this.#begin(turn.fuel);
  }

  /** Other code runs, which has `fuel` of the `purse`. The answer is the step that goes on afterwards. */
  enter(purse: number, fuel: number): Step | null {
    this.#end(purse);
    this.#fuel = fuel;
    return this.#now;
  }

  /** It has come back with `left` of its fuel. */
  leave(step: unknown, left: number, purse: number): void {
    this.#end(left);
    this.#now = step as Step | null;
    this.#fuel = purse;
  }

  /** False when nothing more is to be told: what comes then belongs to the last step. */
  step(at: number, fuel: number, paid: number, own: number): boolean {
    const { pack } = this.#turn.frame;
    const info = pack?.compiled.steps?.[at];
    if (pack === null || info === undefined) return true;
    // What a block pays ahead is no cost of the step before it, and each of its statements has its own share of it.
    this.#end(fuel + paid);
    const last = this.#steps[this.#steps.length - 1];
    this.#fuel = fuel;
    if (own === 0 && last === this.#now && last?.info === info && last.value === null) return true;
    if (this.#steps.length >= MOST_STEPS) {
      this.#more = true;
      return false;
    }
    this.#now = { pack: pack.id, info, value: null, fuel: own, undone: false, said: [], deeds: [] };
    this.#steps.push(this.#now);
    return true;
  }

  back(at: number, fuel: number): null {
    this.#goOn(this.#latest(at), fuel);
    return null;
  }

  saw(at: number, fuel: number, value: Wire): null {
    const step = this.#latest(at);
    this.#goOn(step, fuel);
    if (step !== null) step.value = shown(this.#turn, value);
    return null;
  }

  /** The script itself takes back what it did and said since a mark. */
  undone(mark: Mark, line: number): void {
    this.#end(this.#fuel);
    const isGone = (stretch: Stretch): boolean => stretch.from >= mark && stretch.line >= line;
    for (const stretch of this.#stretches) if (isGone(stretch)) stretch.step.undone = true;
    this.#stretches = this.#stretches.filter((stretch) => !isGone(stretch));
    this.#from = Math.min(this.#from, mark);
    this.#line = Math.min(this.#line, line);
  }

  /** All steps with their effects. The world is then as it was before the first of them. */
  finish(): { readonly steps: readonly DryStep[]; readonly more: boolean } {
    const turn = this.#turn;
    this.#end(turn.fuel);
    turn.tracing = null;
    for (const { step, from, open, rows, said } of this.#stretches.reverse()) {
      turn.core.world.journal.undo(from);
      step.deeds.unshift(...finishDeeds(turn, open), ...rows);
      step.said.unshift(...said);
    }
    const steps = this.#steps.map(({ info, ...rest }) => ({ ...info, ...rest }));
    return { steps, more: this.#more };
  }

  #goOn(step: Step | null, fuel: number): void {
    this.#end(fuel);
    this.#now = step;
  }

  #begin(fuel: number): void {
    this.#from = this.#turn.core.world.journal.mark();
    this.#line = this.#turn.lines.length;
    this.#fuel = fuel;
  }

  /** What happened until now belongs to the step that ran. */
  #end(fuel: number): void {
    const step = this.#now;
    const from = this.#from;
    const line = this.#line;
    const { journal } = this.#turn.core.world;
    if (step !== null) step.fuel += this.#fuel - fuel;
    if (step !== null && (journal.mark() !== from || this.#turn.lines.length !== line)) {
      const { changes, rows } = journal.since(from);
      const said = saidSince(this.#turn, line);
      this.#stretches.push({ step, from, line, open: deedsBefore(this.#turn, changes), rows: rowDeeds(rows), said });
    }
    this.#begin(fuel);
  }

  /** The newest run of a step of the code that runs now. */
  #latest(at: number): Step | null {
    const { pack } = this.#turn.frame;
    const info = pack?.compiled.steps?.[at];
    for (let i = this.#steps.length - 1; i >= 0; i--) if (this.#steps[i]!.info === info) return this.#steps[i]!;
    return null;
  }
}
