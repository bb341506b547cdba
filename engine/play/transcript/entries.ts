// The lines of a transcript, read: set-up, what is typed, what is expected. One entry a line, so that mistakes have a line number.

import { isRank, type Rank } from "../ranks.ts";

export type Entry =
  | { readonly kind: "note"; readonly line: number; readonly source: string }
  | { readonly kind: "pack"; readonly line: number; readonly pack: string }
  /** `room` null: a newcomer, who starts where newcomers start and reads what they read. */
  | { readonly kind: "cast"; readonly line: number; readonly places: readonly { readonly name: string; readonly room: string | null }[] }
  | { readonly kind: "rank"; readonly line: number; readonly name: string; readonly rank: Rank }
  | { readonly kind: "do"; readonly line: number; readonly statement: string }
  | { readonly kind: "seed"; readonly line: number; readonly seed: number }
  | { readonly kind: "wait"; readonly line: number; readonly ms: number }
  | { readonly kind: "at"; readonly line: number; readonly atMs: number }
  | { readonly kind: "restart" | "reload" | "drop"; readonly line: number }
  | { readonly kind: "type"; readonly line: number; readonly name: string; readonly text: string }
  | Expectation
  | { readonly kind: "bad"; readonly line: number; readonly source: string };

export interface Expectation {
  readonly kind: "reads" | "part" | "silent";
  readonly line: number;
  /** `all` means everyone. */
  readonly name: string;
  readonly text: string;
}

export const EVERYONE = "all";

const UNIT_MS: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

export function readEntries(source: string): Entry[] {
  return source.split(/\r?\n/).map((text, i) => readEntry(text, i + 1));
}

function readEntry(source: string, line: number): Entry {
  const text = source.trim();
  if (text === "" || text.startsWith("#")) return { kind: "note", line, source };
  return directive(text, line) ?? played(text, line) ?? ranked(text, line) ?? cast(text, line) ?? { kind: "bad", line, source };
}

function directive(text: string, line: number): Entry | null {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  switch (word) {
    case "pack":
      return rest === "" ? null : { kind: "pack", line, pack: rest };
    case "do":
      return { kind: "do", line, statement: rest };
    case "seed":
      return /^-?\d+$/.test(rest) ? { kind: "seed", line, seed: Number(rest) } : null;
    case "wait":
      return waitEntry(rest, line);
    case "at":
      return atEntry(rest, line);
    case "restart":
    case "reload":
      return rest === "" ? { kind: word, line } : null;
    case "drop":
      return rest === "next packet" ? { kind: "drop", line } : null;
    default:
      return null;
  }
}

function waitEntry(text: string, line: number): Entry | null {
  const found = /^(\d+(?:\.\d+)?)\s*(second|minute|hour|day|week)s?$/.exec(text);
  return found === null ? null : { kind: "wait", line, ms: Number(found[1]) * UNIT_MS[found[2]!]! };
}

function atEntry(text: string, line: number): Entry | null {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (found === null) return null;
  const [, day, hour = "", minute, second = "00"] = found;
  return { kind: "at", line, atMs: Date.parse(`${day}T${hour.padStart(2, "0")}:${minute}:${second}Z`) };
}

function played(text: string, line: number): Entry | null {
  const found = /^([A-Za-z][A-Za-z0-9'_-]*)(>|:~|:|!)(?:\s(.*)|)$/.exec(text);
  if (found === null) return null;
  const name = found[1]!.toLowerCase();
  const rest = found[3] ?? "";
  switch (found[2]) {
    case ">":
      return { kind: "type", line, name, text: rest };
    case ":":
      return { kind: "reads", line, name, text: rest.replace(/^\\/, "") };
    case ":~":
      return { kind: "part", line, name, text: rest };
    default:
      return rest === "" ? { kind: "silent", line, name, text: "" } : null;
  }
}

/** `ann is builder`: from here she has that rank. */
function ranked(text: string, line: number): Entry | null {
  const [, name = "", rank = ""] = /^([A-Za-z][A-Za-z0-9'_-]*)\s+is\s+(?:a\s+)?(\w+)$/.exec(text) ?? [];
  return isRank(rank) ? { kind: "rank", line, name: name.toLowerCase(), rank } : null;
}

/** `ann in square; bob in square`, or `ann` alone: one who has never been here. */
function cast(text: string, line: number): Entry | null {
  const places = text.split(/[;,]/).map((part) => /^\s*([A-Za-z][A-Za-z0-9'_-]*)(?:\s+in\s+([\w.]+))?\s*$/.exec(part));
  if (places.some((found) => found === null)) return null;
  return {
    kind: "cast",
    line,
    places: places.map((found) => ({ name: found![1]!.toLowerCase(), room: found![2]?.toLowerCase() ?? null })),
  };
}

/** How a line that a player read stands in a transcript; one that begins like a player's own line is marked. */
export function showLine(name: string, text: string, players: readonly string[] = []): string {
  if (text === "") return `${name}:`;
  const first = /^([A-Za-z][A-Za-z0-9'_-]*)(?:>|:|!)/.exec(text)?.[1]?.toLowerCase();
  const marked = text.startsWith("\\") || (first !== undefined && players.includes(first));
  return `${name}: ${marked ? "\\" : ""}${text}`;
}
