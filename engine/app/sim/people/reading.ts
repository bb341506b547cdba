// What a person makes of a frame on a phone: the ways out, the people, the choices, and whether there is more. Nothing but the text is known.

/** What a person knows of where they are, from what they have read. */
export interface Reading {
  /** Title of the place, when the frame showed one. */
  readonly title: string | null;
  /** Words one may type to leave. */
  readonly ways: readonly string[];
  /** Names of who is there. */
  readonly people: readonly string[];
  /** How many numbered choices are offered. */
  readonly choices: number;
  /** The frame ends in (1/3) or the like, and there is another. */
  readonly hasMore: boolean;
}

const EXITS = /^(?:.*\n)?([^\n.]{2,40})\. Exits: ([^.\n]+)\./;
const HERE = /^Here: ([^\n]+?)\.?$/m;
const PAGE = /\((\d+)\/(\d+)\)\s*$/;
const CHOICE = /(?:^|\s)(\d)[).:] ?\S/gm;

const LETTERS: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
  up: "u",
  down: "d",
};

export function readFrame(text: string): Reading {
  const exits = EXITS.exec(text);
  const here = HERE.exec(text)?.[1] ?? "";
  const page = PAGE.exec(text);
  return {
    title: exits?.[1] ?? null,
    ways: listed(exits?.[2] ?? "").map((way) => LETTERS[way] ?? way),
    people: listed(here).filter((name) => /^[A-Z][a-z]+( [A-Z][a-z]+)?$/.test(name)),
    choices: new Set([...text.matchAll(CHOICE)].map(([, number]) => number)).size,
    hasMore: page !== null && Number(page[1]) < Number(page[2]),
  };
}

/** "a, b and c" as three. */
function listed(text: string): string[] {
  return text
    .split(/,| and /)
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "none");
}
