// The words of the language by what they are, for an editor that colors by words: taken from where the parser has them.

import { CONTEXTUAL, DECLARATION_WORDS, FORMS, LABELS, MEMBER_WORDS, RESERVED, SCOPES, SPELLINGS, UNITS } from "../parse/words.ts";
import type { Surface } from "../surface.ts";

/** All in lower case. */
export interface ColorWords {
  /** Begin a declaration or a member when they begin a line. */
  readonly declaring: readonly string[];
  /** Reserved everywhere. */
  readonly reserved: readonly string[];
  /** Reserved words that join values: `and`, `is`. */
  readonly operators: readonly string[];
  /** Reserved words that are values: `true`, `nothing`. */
  readonly constants: readonly string[];
  /** Keywords only where the grammar looks for them. */
  readonly contextual: readonly string[];
  readonly labels: readonly string[];
  readonly units: readonly string[];
  /** After the colon of `{path:form}`. */
  readonly forms: readonly string[];
  /** Last in a slot: `<what: thing held>`. */
  readonly scopes: readonly string[];
  /** What the engine gives: kinds, values, functions, directions. */
  readonly kinds: readonly string[];
  readonly values: readonly string[];
  readonly functions: readonly string[];
  readonly directions: readonly string[];
}

const OPERATORS = ["and", "or", "not", "is", "has", "mod", "div"] as const satisfies readonly (typeof RESERVED)[number][];
const CONSTANTS = ["true", "false", "nothing"] as const satisfies readonly (typeof RESERVED)[number][];

export function colorWords(surface: Surface): ColorWords {
  const apart: ReadonlySet<string> = new Set([...OPERATORS, ...CONSTANTS]);
  const declarable = surface.kinds.filter((kind) => kind.declarable).map(({ name }) => name);
  return {
    declaring: [...new Set([...DECLARATION_WORDS, ...MEMBER_WORDS, ...declarable])],
    reserved: [...RESERVED.filter((word) => !apart.has(word)), ...Object.keys(SPELLINGS)],
    operators: OPERATORS,
    constants: CONSTANTS,
    contextual: CONTEXTUAL,
    labels: LABELS,
    units: Object.keys(UNITS).flatMap((unit) => [unit, `${unit}s`]),
    forms: [...FORMS],
    scopes: [...SCOPES],
    kinds: surface.kinds.map(({ name }) => name),
    values: ["self", ...surface.values.map(({ name }) => name)],
    functions: surface.functions.map(({ name }) => name),
    directions: surface.directions.flatMap((forms) => forms.filter((form) => form.length > 1)),
  };
}
