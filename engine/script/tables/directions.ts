// The direction words: full form first, then what players may type for it.

export const DIRECTIONS: readonly (readonly string[])[] = [
  ["north", "n"],
  ["south", "s"],
  ["east", "e"],
  ["west", "w"],
  ["northeast", "ne"],
  ["northwest", "nw"],
  ["southeast", "se"],
  ["southwest", "sw"],
  ["up", "u"],
  ["down", "d"],
  ["in"],
  ["out"],
];

/** The way back, for the lint of one-way exits and for doors. */
export const OPPOSITES: Readonly<Record<string, string>> = {
  north: "south",
  south: "north",
  east: "west",
  west: "east",
  northeast: "southwest",
  southwest: "northeast",
  northwest: "southeast",
  southeast: "northwest",
  up: "down",
  down: "up",
  in: "out",
  out: "in",
};
