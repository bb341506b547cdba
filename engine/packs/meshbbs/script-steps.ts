// What the old trigger scripts do, whichever of their two syntaxes they are written in.

export type Comparison = "==" | "!=" | "<" | ">" | "<=" | ">=";

export type Step =
  | { readonly kind: "say"; readonly text: string; readonly to: "actor" | "room" }
  | { readonly kind: "teleport"; readonly room: string }
  | { readonly kind: "grant"; readonly item: string; readonly times: number }
  | { readonly kind: "take"; readonly item: string; readonly times: number }
  | { readonly kind: "coins"; readonly amount: number }
  | { readonly kind: "consume" }
  | { readonly kind: "heal"; readonly amount: number }
  | { readonly kind: "bar"; readonly way: string; readonly locked: boolean }
  | { readonly kind: "if"; readonly test: Test; readonly then: readonly Step[]; readonly else: readonly Step[] };

export type Test =
  | { readonly kind: "has item"; readonly item: string }
  | { readonly kind: "has quest"; readonly quest: string }
  | { readonly kind: "object flag"; readonly flag: string }
  | { readonly kind: "room flag"; readonly flag: string }
  | { readonly kind: "chance"; readonly percent: number }
  | { readonly kind: "always"; readonly is: boolean }
  | { readonly kind: "compare"; readonly left: Value; readonly op: Comparison; readonly right: Value }
  | { readonly kind: "and" | "or"; readonly left: Test; readonly right: Test };

export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "bool"; readonly bool: boolean }
  | { readonly kind: "variable"; readonly name: string };

/** Steps, or why there are none. */
export type ReadScript = { readonly steps: readonly Step[] } | { readonly wrong: string };

/** A script that cannot be read; caught where a script is read and never seen outside. */
export class ScriptFault extends TypeError {}

/** Bytes of a script in the old system; a little more is read here. */
export const LONGEST_SCRIPT = 4_000;
/** Steps that one script may become: choices within choices multiply. */
export const MOST_STEPS = 200;
/** Brackets and conditions within each other. */
export const DEEPEST = 30;
