// Declarations as they are written canonically.

import type { Decl, RecordDecl, TableDecl, TextDecl } from "../ast.ts";
import { printPath, printText } from "./expr.ts";
import { printIs, writeCommand, writeEntity, writeEvery, writeFn, writeMembers, writeTrigger } from "./members.ts";
import { wordBefore, writeBody } from "./statements.ts";
import { printLongText } from "./text.ts";
import { printField, printParams } from "./type.ts";
import type { Writer } from "./writer.ts";

export function writeDecl(w: Writer, d: Decl) {
  switch (d.kind) {
    case "kind":
      return writeMembers(w, `kind ${d.name.id}${printIs(d.parents)}`, d.members, d.span);
    case "extend":
      return writeMembers(w, `extend ${printPath(d.target)}`, d.members, d.span, d.replaced);
    case "entity":
      return writeEntity(w, d);
    case "record":
      return writeRecord(w, d);
    case "table":
      return writeTable(w, d);
    case "text":
      return writeTextDecl(w, d);
    case "event":
      return w.line(`event ${d.name.id}${d.params.length === 0 ? "" : printParams(d.params)}`);
    case "command":
      return writeCommand(w, d);
    case "fn":
      return writeFn(w, d);
    case "trigger":
      return writeTrigger(w, d);
    case "every":
      return writeEvery(w, d);
    case "migrate":
      return writeBody(w, `migrate from ${printText(d.from)}`, d.body, d.span);
    default:
      return d satisfies never;
  }
}

function writeRecord(w: Writer, d: RecordDecl): void {
  w.open(`record ${d.name.id}`, d.span.start);
  for (const field of d.fields) w.item(field.span, () => w.line(printField(field)));
  w.shut(d.fields.length === 0 ? Math.max(w.done, d.span.end - 3) : wordBefore(w, d.span));
  w.line("end");
}

function writeTable(w: Writer, d: TableDecl): void {
  w.open(`table ${d.name.id}${d.title === undefined ? "" : ` ${printText(d.title)}`}`, d.span.start);
  const rows = [
    ...d.columns.map((column) => ({ span: column.span, line: printField(column) })),
    ...d.keys.map((key) => ({ span: key.span, line: `${key.role} ${key.columns.map((name) => name.id).join(", ")}` })),
  ].sort((a, b) => a.span.start - b.span.start);
  for (const { span, line } of rows) w.item(span, () => w.line(line));
  // `append only` has no place in the tree; it goes last.
  if (d.appendOnly) w.line("append only");
  w.shut(Math.max(w.done, d.span.end - 3));
  w.line("end");
}

function writeTextDecl(w: Writer, d: TextDecl): void {
  const head = `text ${printPath(d.name)}${d.params.length === 0 ? "" : printParams(d.params)} `;
  w.line(head + ((d.value.long ? printLongText(d.value, w.indent) : undefined) ?? printText(d.value)));
}
