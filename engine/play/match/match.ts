// One plain line against all commands: which command is meant and with what, which of several, or why none.
// The order of attempts is the player's reading of the line: exact words first, then abbreviations, then slips of the thumb.

import { missAnswer, nearVerb, noExit, noVerb, severalAnswer, usage } from "./answers.ts";
import { buildCalls } from "./calls.ts";
import { type Fitted, Fitting, type Near, type SlotCode } from "./fitting.ts";
import { type Candidate, Reach } from "./reach.ts";
import type { Match, Option, Pins } from "./result.ts";
import type { Sight } from "./sight.ts";
import { type CommandTable, says, type Variant, wordsWith } from "./table.ts";
import { type Token, tokenize } from "./token.ts";

export interface MatchInput {
  readonly line: string;
  readonly table: CommandTable;
  readonly sight: Sight;
  readonly code: SlotCode;
  /** What the player chose before, when a phrase of this line fitted several. */
  readonly pins?: Pins;
}

/** What all attempts on one line share. */
interface Attempt extends MatchInput {
  readonly pins: Pins;
  readonly tokens: readonly Token[];
  readonly reach: Reach;
  miss: Near | null;
  /** Variants of the verb that was meant, for its usage. */
  meant: readonly Variant[];
}

const MAX_OPTIONS = 9;
const MAX_OWNERS = 200;

export function matchLine(input: MatchInput): Match {
  const tokens = tokenize(input.line, (sign) => input.table.byWord.has(sign));
  const attempt: Attempt = { ...input, pins: input.pins ?? {}, tokens, reach: new Reach(input.sight), miss: null, meant: [] };
  const verb = tokens[0]!.word;
  const exact = reachable(attempt, input.table.byWord.get(verb) ?? []);
  attempt.meant = exact;
  return (
    tryVariants(attempt, exact, verb, 1, false) ??
    tryVariants(attempt, input.table.bare, verb, 0, false) ??
    tryVariants(attempt, exact, verb, 1, true) ??
    // `in` where no way leads in is no abbreviation of a verb.
    (exact.length > 0 ? null : noExit(tokens, input.sight)) ??
    (exact.length > 0 ? null : tryPrefixes(attempt, verb)) ??
    // Two letters are no abbreviation of a way: `no` and `so` are words.
    (exact.length > 0 || verb.length < 3 ? null : tryVariants(attempt, input.table.bare, verb, 0, true)) ??
    noFit(attempt, verb)
  );
}

/** Variants whose owner is in reach and whose level the player has. */
function reachable(attempt: Attempt, variants: readonly Variant[]): readonly Variant[] {
  const isOpen = ({ command }: Variant): boolean => command.owner === null && command.def.needs === undefined;
  if (attempt.sight.hasLevel("player") && variants.every(isOpen)) return variants;
  return variants.filter(
    ({ command }) => allowed(attempt, command.def.needs) && (command.owner === null || ownersOf(attempt, command.owner).length > 0),
  );
}

function allowed(attempt: Attempt, needs: string | undefined): boolean {
  return attempt.sight.hasLevel(needs ?? "player");
}

function ownersOf(attempt: Attempt, owner: string): number[][] {
  return attempt.reach.owners(owner);
}

function tryVariants(attempt: Attempt, variants: readonly Variant[], verb: string, start: number, loose: boolean): Match | null {
  if (variants.length === 0) return null;
  const fitting = new Fitting(attempt.line, attempt.tokens, attempt.reach, attempt.code, attempt.pins, loose);
  let found: Match | null = null;
  const isOwnWord = variants.some((variant) => isSaidWhole(attempt, variant));
  for (const variant of variants) {
    if (variant.built && isOwnWord) continue;
    if (attempt.tokens.length < variant.least || attempt.tokens.length > variant.most) continue;
    found = fitOwned(attempt, fitting, variant, verb, start);
    if (found !== null) break;
  }
  // A miss of a bare pattern says nothing: any line at all is one.
  if (start > 0 && fitting.miss !== null && (attempt.miss === null || fitting.miss.score >= attempt.miss.score))
    attempt.miss = fitting.miss;
  return found;
}

/** What is typed is a command of the world, word for word: `quit`, `home`. No builder's command takes its place. */
function isSaidWhole({ tokens }: Attempt, { built, command, parts }: Variant): boolean {
  if (built || command.owner !== null || parts.length !== tokens.length) return false;
  return parts.every((part, at) => says(part, tokens[at]?.word));
}

function fitOwned(attempt: Attempt, fitting: Fitting, variant: Variant, verb: string, start: number): Match | null {
  const owner = variant.command.owner;
  if (owner === null) return finish(attempt, fitting.fit(variant, null, [], start), verb);
  const tiers = ownersOf(attempt, owner);
  if (tiers.length === 0) return null;
  if (variant.parts.some((part) => "slot" in part && part.type === undefined)) {
    const owners = tiers.flat().map((entity) => attempt.reach.candidate(entity));
    return finish(attempt, fitting.fit(variant, null, owners, start), verb);
  }
  return fitNearest(attempt, fitting, variant, verb, start, tiers);
}

/** Without `<self>` the nearest entity answers; where several are equally near, the one it fits, or the player is asked. */
function fitNearest(
  attempt: Attempt,
  fitting: Fitting,
  variant: Variant,
  verb: string,
  start: number,
  tiers: readonly number[][],
): Match | null {
  const pinned = attempt.pins["self"];
  for (const tier of tiers) {
    const owners = tier.map((entity) => attempt.reach.candidate(entity)).filter((owner) => pinned === undefined || owner.wire === pinned);
    const fits = owners.flatMap((owner) => {
      const fitted = fitting.fit(variant, owner.wire, [], start);
      return fitted === null ? [] : [{ owner, fitted }];
    });
    if (fits.length === 1) return finish(attempt, fits[0]!.fitted, verb);
    if (fits.length > 1)
      return whichOwner(
        attempt,
        fits.map(({ owner }) => owner),
        verb,
      );
  }
  return null;
}

function whichOwner(attempt: Attempt, owners: readonly Candidate[], verb: string): Match {
  const options = owners
    .slice(0, MAX_OPTIONS)
    .map((owner): Option => ({ label: owner.naming.title, line: attempt.line, pins: { ...attempt.pins, self: owner.wire } }));
  return { kind: "which", why: "several", word: verb, options };
}

function finish(attempt: Attempt, fitted: Fitted | null, verb: string): Match | null {
  if (fitted === null) return null;
  if (fitted.open !== null) return severalAnswer(fitted.open, attempt.line, attempt.pins);
  return buildCalls(fitted, verb, attempt.code, attempt.sight);
}

/** An abbreviation: the commands whose word begins so and whose pattern fits; several of them are asked about. */
function tryPrefixes(attempt: Attempt, typed: string): Match | null {
  const words = wordsWith(attempt.table, typed);
  const byCommand = new Map<Variant["command"], string>();
  for (const word of words) {
    for (const variant of reachable(attempt, attempt.table.byWord.get(word)!))
      if (!byCommand.has(variant.command)) byCommand.set(variant.command, word);
  }
  const verbs = [...new Set(byCommand.values())];
  if (verbs.length === 1) attempt.meant = reachable(attempt, attempt.table.byWord.get(verbs[0]!)!);
  for (const loose of [false, true]) {
    const fits = verbs.flatMap((verb) => {
      const full = withVerb(attempt, verb);
      const match = tryVariants(full, reachable(attempt, attempt.table.byWord.get(verb)!), verb, 1, loose);
      if (full.miss !== null && (attempt.miss === null || full.miss.score >= attempt.miss.score)) attempt.miss = full.miss;
      return match === null ? [] : [{ verb, match, line: full.line }];
    });
    if (fits.length === 1) return fits[0]!.match;
    if (fits.length > 1) {
      const options = fits.slice(0, MAX_OPTIONS).map(({ verb, line }): Option => ({ label: verb, line, pins: {} }));
      return { kind: "which", why: "several", word: typed, options };
    }
  }
  return null;
}

/** The same line with its first word written out. */
function withVerb(attempt: Attempt, verb: string): Attempt {
  const first = attempt.tokens[0]!;
  const line = verb + attempt.line.slice(first.end);
  return { ...attempt, line, tokens: tokenize(line, (sign) => attempt.table.byWord.has(sign)), miss: null };
}

function* verbsInReach(attempt: Attempt): Iterable<string> {
  for (const [word, variants] of attempt.table.byWord) if (reachable(attempt, variants).length > 0) yield word;
}

function noFit(attempt: Attempt, verb: string): Match {
  const known = attempt.table.byWord.get(verb);
  const barred = known?.find(({ command }) => !allowed(attempt, command.def.needs));
  const notAllowed = (): Match => ({
    kind: "answer",
    text: "stdlib.core.not_allowed",
    args: { level: `s${barred?.command.def.needs ?? "player"}` },
  });
  // A verb that exists and is for others is never read as a short form of another.
  if (barred !== undefined && isMeantForOthers(attempt, known!)) return notAllowed();
  const { miss, meant } = attempt;
  if (miss !== null && !isHalfSaid(miss, meant)) return missAnswer(miss, attempt.line, attempt.reach);
  if (meant.length > 0 && !isMeantElsewhere(attempt, known ?? [])) return usage(meant, attempt.tokens);
  // What is left to this player of a verb that is for others: how that goes.
  if (barred !== undefined) return meant.length > 0 ? usage(meant, attempt.tokens) : notAllowed();
  if (known !== undefined) return { kind: "elsewhere", verb, owners: ownersAnywhere(attempt, known) };
  return nearVerb(attempt.tokens, attempt.line, verbsInReach(attempt), attempt.sight) ?? noVerb(attempt.tokens);
}

/** What has the verb, wherever it is: some of it, in a world that is full of it. */
function ownersAnywhere({ sight }: Attempt, known: readonly Variant[]): readonly number[] {
  const kinds = new Set(known.flatMap(({ command: { owner } }) => (owner === null ? [] : [owner])));
  return [...kinds].flatMap((kind) => sight.all(kind)).slice(0, MAX_OWNERS);
}

/** `look at`: what stands for a thing is a word of the verb's own patterns, typed without the rest. */
function isHalfSaid({ phrase }: Near, meant: readonly Variant[]): boolean {
  return phrase.words.length === 1 && meant.some(({ parts }) => parts.slice(1).some((part) => says(part, phrase.words[0])));
}

/** All patterns of the verb are for others, or all that have the second word, as in `statement of bob`. */
function isMeantForOthers(attempt: Attempt, known: readonly Variant[]): boolean {
  const saying = known.filter(({ parts }) => says(parts[1], attempt.tokens[1]?.word));
  return (saying.length > 0 ? saying : known).every(({ command }) => !allowed(attempt, command.def.needs));
}

/** `sell rope` where only `sell home ...` is within reach: the usage of that would lead astray, the shop's is meant. */
function isMeantElsewhere({ tokens, meant }: Attempt, known: readonly Variant[]): boolean {
  const begins = ({ parts: [, part] }: Variant): boolean => part === undefined || !("words" in part) || says(part, tokens[1]?.word);
  return known.some((variant) => !meant.includes(variant)) && !meant.some(begins);
}
