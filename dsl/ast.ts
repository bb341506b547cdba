// The syntax tree of Lore: plain tagged objects, one shape for files and radio messages alike.
// Every node carries the span of source it came from; no node knows what a room is.

export type * from "./tree/code.ts";
export type * from "./tree/declarations.ts";
