// The types of Lore as the checker and the manifest know them: plain data, no classes.

export type BasicType = "number" | "text" | "bool" | "money" | "duration" | "time" | "direction" | "mandate" | "any" | "nothing";

/** `optional` is the `?` of the source: the value may be nothing. */
export type Type = { readonly optional: boolean } & (
  | { readonly t: BasicType /** Longest text in bytes of UTF-8, for `text 20`. */; readonly length?: number }
  | { readonly t: "words"; readonly words: readonly string[] }
  /** An instance of a kind: qualified kind id, `core.thing`, `stdlib.shop`. */
  | { readonly t: "entity"; readonly kind: string }
  | { readonly t: "model"; readonly kind: string }
  | { readonly t: "list" | "map"; readonly of: Type }
  | { readonly t: "record"; readonly record: string }
  | { readonly t: "row"; readonly table: string }
);

export const ANY: Type = { t: "any", optional: true };
