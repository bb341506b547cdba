// Members as they are written canonically.

import type {
  Choice,
  CommandDecl,
  EntityDecl,
  EventArg,
  EveryDecl,
  ExitLine,
  FnDecl,
  Member,
  Path,
  PropDecl,
  PropertyLine,
  Span,
  TopicDecl,
  TriggerDecl,
} from "../ast.ts";
import { printExpr, printPath, printText } from "./expr.ts";
import { wordBefore, writeBlock, writeBody } from "./statements.ts";
import { printLongText, printPattern } from "./text.ts";
import { printParams, printType } from "./type.ts";
import { WIDTH, type Writer } from "./writer.ts";

/** A header and its members; with at most one short line in it, all on one line. */
export function writeMembers(w: Writer, header: string, members: readonly Member[], span: Span, replaced?: ReadonlySet<Member>) {
  const line = w.hasComment(span) ? undefined : oneMemberLine(w, header, members);
  if (line !== undefined) return w.line(line);
  w.open(header, span.start);
  for (const member of members) {
    const prefix = replaced?.has(member) === true ? "replace " : "";
    w.item(member.span, () => writeMember(w, member, prefix));
  }
  // Where nothing is inside, comments still belong to it: all but the last word of the span.
  w.shut(members.length === 0 ? Math.max(w.done, span.end - 3) : wordBefore(w, span));
  w.line("end");
}

function oneMemberLine(w: Writer, header: string, members: readonly Member[]): string | undefined {
  if (members.length > 1) return undefined;
  const [only] = members;
  const inside = only === undefined ? "" : lineMember(only);
  // Words that a player reads deserve a line of their own.
  if (inside === undefined || (only?.kind === "property" && only.values.some((value) => value.kind === "text"))) return undefined;
  const line = only === undefined ? `${header}: end` : `${header}: ${inside}; end`;
  return w.indent.length + line.length <= WIDTH ? line : undefined;
}

/** A member of one line, or undefined for one that holds a block. */
function lineMember(m: Member): string | undefined {
  if (m.kind === "property") return `${m.name.id}: ${m.values.map(printExpr).join(", ")}`;
  if (m.kind === "flags") return `flags: ${m.names.map((name) => name.id).join(", ")}`;
  return m.kind === "exit" ? printExit(m) : undefined;
}

function writeMember(w: Writer, m: Member, prefix: string) {
  switch (m.kind) {
    case "property":
      return writeProperty(w, m, prefix);
    case "flags":
    case "exit":
      return w.line(prefix + lineMember(m));
    case "prop":
      return w.line(prefix + printProp(m));
    case "fn":
      return writeFn(w, m, prefix);
    case "command":
      return writeCommand(w, m, prefix);
    case "trigger":
      return writeTrigger(w, m, prefix);
    case "every":
      return writeEvery(w, m, prefix);
    case "topic":
      return writeTopic(w, m, prefix);
    case "entity":
      return writeEntity(w, m, prefix);
    default:
      return m satisfies never;
  }
}

/** A list of values that does not fit one line goes on below, one value a line. */
function writeProperty(w: Writer, m: PropertyLine, prefix: string) {
  const head = `${prefix}${m.name.id}: `;
  const [first] = m.values;
  if (m.values.length === 1 && first?.kind === "text" && first.long)
    return w.line(head + (printLongText(first, w.indent) ?? printText(first)));
  const values = m.values.map(printExpr);
  const line = head + values.join(", ");
  if (values.length === 1 || w.indent.length + line.length <= WIDTH) return w.line(line);
  w.line(head + values.join(`,\n${w.indent}  `));
}

function printProp(m: PropDecl): string {
  const value = m.value === undefined ? "" : ` = ${printExpr(m.value)}`;
  const each = m.each === undefined ? "" : ` for each ${m.each.id}`;
  return `prop ${m.name.id}: ${printType(m.type)}${value}${each}`;
}

function printExit(m: ExitLine): string {
  const through = m.through === undefined ? "" : ` through ${printPath(m.through)}`;
  const attrs = m.attrs.map(({ name, label, value }) => {
    const words = [name.id, label?.id, value === undefined ? undefined : printExpr(value)];
    return `, ${words.filter((word) => word !== undefined).join(" ")}`;
  });
  return `exit ${m.direction.id} to ${printPath(m.to)}${through}${attrs.join("")}`;
}

export function writeFn(w: Writer, m: FnDecl, prefix = ""): void {
  const result = m.result === undefined ? "" : `: ${printType(m.result)}`;
  w.open(`${prefix}fn ${m.name.id}${printParams(m.params)}${result}`, m.span.start);
  writeBlock(w, m.body);
  w.shut(wordBefore(w, m.span));
  w.line("end");
}

export function writeTrigger(w: Writer, m: TriggerDecl, prefix = ""): void {
  writeBody(w, `${prefix}${m.phase} ${m.event.id}${m.args.map(printEventArg).join("")}`, m.body, m.span);
}

function printEventArg({ label, name }: EventArg): string {
  return label === undefined ? ` ${name.id}` : ` ${label.id} ${name.id}`;
}

export function writeEvery(w: Writer, m: EveryDecl, prefix = ""): void {
  const when = m.dayAtMinutes === undefined ? printPeriod(m.periodMs ?? 0) : `day at ${clock(m.dayAtMinutes)}`;
  writeBody(w, `${prefix}every ${when}${m.always ? " always" : ""}`, m.body, m.span);
}

/** In the largest unit that comes out whole; weeks are told in days. */
function printPeriod(ms: number): string {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  const [unit, size] = units.find(([, length]) => ms > 0 && ms % length === 0) ?? ["second", 1_000];
  return `${ms / size} ${unit}${ms === size ? "" : "s"}`;
}

function clock(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function writeTopic(w: Writer, m: TopicDecl, prefix: string): void {
  w.open(`${prefix}topic ${m.name.id}${m.text === undefined ? "" : ` ${printText(m.text)}`}`, m.span.start);
  writeBlock(w, m.body);
  for (const choice of m.choices) w.item(choice.span, () => w.line(printChoice(choice)));
  w.shut(wordBefore(w, m.span));
  w.line("end");
}

function printChoice(choice: Choice): string {
  const cond = choice.cond === undefined ? "" : ` if ${printExpr(choice.cond)}`;
  return `choice ${printText(choice.text)}${cond}${choice.to === undefined ? "" : ` -> ${choice.to.id}`}`;
}

export function printIs(parents: readonly Path[]): string {
  return parents.length === 0 ? "" : ` is ${parents.map(printPath).join(", ")}`;
}

export function writeEntity(w: Writer, d: EntityDecl, prefix = ""): void {
  const title = d.title === undefined ? "" : ` ${printText(d.title)}`;
  const place = d.place === undefined ? "" : ` in ${printPath(d.place)}`;
  writeMembers(w, `${prefix}${d.type.id} ${d.name.id}${title}${place}${printIs(d.mixins)}`, d.members, d.span);
}

export function writeCommand(w: Writer, d: CommandDecl, prefix = ""): void {
  const head = `${prefix}command `;
  const patterns = d.patterns.map(printPattern);
  const line = head + patterns.join(", ");
  w.open(w.indent.length + line.length <= WIDTH ? line : head + patterns.join(`,\n${w.indent}  `), d.span.start);
  const lines = [
    ...(d.needs === undefined ? [] : [{ span: d.needs.span, line: `needs ${d.needs.id}` }]),
    ...(d.help === undefined ? [] : [{ span: d.help.span, line: `help ${printText(d.help)}` }]),
  ].sort((a, b) => a.span.start - b.span.start);
  for (const { span, line } of lines) w.item(span, () => w.line(line));
  writeBlock(w, d.body);
  w.shut(wordBefore(w, d.span));
  w.line("end");
}
