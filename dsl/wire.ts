// How values cross the wall of an isolate: only numbers, booleans, null and tagged strings, so that no object ever does.
// The first character of a string says what it is. Both sides of the wall and the store use this one form.

/** A Lore value as a primitive. Numbers, booleans and null stand for themselves. */
export type Wire = number | boolean | null | string;

/**
 * Tags, by first character:
 * - `s` text: `sHello`
 * - `#` entity by number: `#42`
 * - `@` model by qualified id: `@gullwick.rope`
 * - `$` money in minor units: `$120`
 * - `d` duration in ms: `d60000` · `t` time in ms since the epoch · `>` direction: `>north`
 * - `%` exit: `%<room entity>:<direction>`
 * - `r` row: `r<table id>:<row id>`
 * - `m` mandate: `m<number>`
 * - `k` kind by qualified id: `kcore.thing`
 * - `j` composite, JSON after it: `["l", Wire…]` list · `["m", key, Wire, …]` map (keys as written) ·
 *   `["r", record id, field, Wire, …]` record · `["x", part…]` rich text, where a part is a string (plain) or
 *   an array `[form, verb, capital 0|1, Wire, counted Wire|null]` (form and verb "" when absent)
 *   A composite inside a composite is the bare array, not a string: `j["l",1,["l","sa"]]`.
 * - `!` outcome, never a value: `!r` + wire of the reason (a refusal) · `!s` (stop) ·
 *   `!f` + JSON `[fault kind, message, line, column, unit]` (a fault; line and column in the unit's JavaScript,
 *   from 1, 0 when unknown; unit is the pack's id)
 */
export const TAG = {
  text: "s",
  entity: "#",
  model: "@",
  money: "$",
  duration: "d",
  time: "t",
  direction: ">",
  exit: "%",
  row: "r",
  mandate: "m",
  kind: "k",
  composite: "j",
  outcome: "!",
} as const;

/** The closed list of script faults. */
export const FAULTS = ["time", "memory", "depth", "calls", "denied", "type", "range", "missing", "fuel"] as const;
export type FaultKind = (typeof FAULTS)[number];
