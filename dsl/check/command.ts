// Commands: patterns, their slots as locals, and which other command types the same line (rule 36).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { type Context, inScope, inSite } from "./context.ts";
import { bytes, checkFit } from "./fit.ts";
import { declareLocal } from "./let.ts";
import type { Local } from "./locals.ts";
import { shapesOf, slotsOf } from "./pattern-shape.ts";
import { itemOf } from "./query.ts";
import { FRAME_BYTES } from "./text-size.ts";
import { plainText, resolveType } from "./type-ref.ts";
import { entityOf, fits, orNothing, showType } from "./types.ts";

interface Slot {
  readonly part: ast.PatternSlot;
  readonly type: Type;
  /** Bound in every line that the pattern matches, or has a default. */
  readonly certain: boolean;
}

export function checkCommand(cx: Context, decl: ast.CommandDecl, self: Type | undefined): void {
  if (decl.help !== undefined) checkHelp(cx, decl.help);
  inSite(cx, { role: "command", self, actor: entityOf("core.player"), verb: true }, () =>
    inScope(cx, () => {
      declareSlots(cx, decl, self);
      cx.block(decl.body);
    }),
  );
  lintShadows(cx, decl, self);
}

function checkHelp(cx: Context, help: ast.TextLit): void {
  const size = bytes(plainText(help));
  if (size > FRAME_BYTES) cx.report.add("LORE506", help.span, `This help takes ${size} bytes, and a frame holds ${FRAME_BYTES}.`);
}

function declareSlots(cx: Context, decl: ast.CommandDecl, self: Type | undefined): void {
  const declared = new Map<string, { local: Local; type: Type }>();
  const patterns = decl.patterns.map((pattern) => slotsOf(pattern).map(({ part, optional }) => slotOf(cx, part, optional)));
  for (const [i, slots] of patterns.entries()) {
    checkTextLast(cx, decl.patterns[i]!);
    for (const slot of slots) declareSlot(cx, slot, patterns, declared, self);
  }
  // `in box` may name a slot that comes later in the line.
  for (const slots of patterns) for (const slot of slots) checkSlotParts(cx, slot);
}

function slotOf(cx: Context, part: ast.PatternSlot, optional: boolean): Slot {
  const type = part.type === undefined ? entityOf("core.entity") : resolveType(cx, part.type);
  return { part, type, certain: !optional || part.value !== undefined };
}

function declareSlot(
  cx: Context,
  slot: Slot,
  patterns: readonly (readonly Slot[])[],
  declared: Map<string, { local: Local; type: Type }>,
  self: Type | undefined,
): void {
  const { part } = slot;
  if (part.name.id === "self") {
    if (self === undefined)
      cx.report.add("LORE311", part.span, "`<self>` stands for the entity whose command this is, and this belongs to none.");
    return;
  }
  const known = declared.get(part.name.id);
  if (known !== undefined) {
    cx.locals.alias(part.name, known.local);
    cx.notes.types.set(part.name, slot.type);
    checkSameType(cx, part, slot.type, known.type);
  } else {
    const certain = patterns.every((slots) => slots.some((other) => other.part.name.id === part.name.id && other.certain));
    const type = certain ? slot.type : orNothing(slot.type);
    declared.set(part.name.id, { local: declareLocal(cx, part.name, type), type });
    cx.notes.types.set(part.name, slot.type);
  }
}

function checkSameType(cx: Context, part: ast.PatternSlot, type: Type, before: Type): void {
  if (fits(cx.universe, type, before) && fits(cx.universe, before, type)) return;
  cx.report.add(
    "LORE411",
    part.span,
    `\`${part.name.text}\` is ${showType(cx.universe, type)} here and ${showType(cx.universe, { ...before, optional: false })} in another pattern of this command.`,
    "give one of them another name, or make two commands of it",
  );
}

function checkSlotParts(cx: Context, { part, type }: Slot): void {
  if (part.within !== undefined) {
    const within = cx.infer(part.within);
    if (type.t === "money") {
      if (within.t !== "money" && within.t !== "entity" && within.t !== "any")
        checkFit(cx, part.within, within, type, "what `all` is of, a sum or an account,");
    } else if (within.t !== "entity" && within.t !== "model") itemOf(cx, part.within, { ...within, optional: within.t === "any" }, "`in`");
  }
  if (part.value !== undefined) checkFit(cx, part.value, cx.infer(part.value, type), type, `\`${part.name.text}\``);
}

/** A slot of type `text` takes the rest of the line, so nothing can come after it. */
function checkTextLast(cx: Context, pattern: ast.Pattern): void {
  for (const [i, part] of pattern.parts.entries()) {
    const isText = part.kind === "slot" && part.type?.kind === "named" && part.type.path.parts[0]?.id === "text";
    if (!isText || i === pattern.parts.length - 1) continue;
    cx.report.add(
      "LORE413",
      part.span,
      `\`${part.name.text}\` takes the rest of the line, so it must come last.`,
      "a slot of type `word` takes one word",
    );
  }
}

function lintShadows(cx: Context, decl: ast.CommandDecl, self: Type | undefined): void {
  const owner = self?.t === "entity" ? self.kind : "";
  for (const pattern of decl.patterns) {
    for (const shape of shapesOf(cx, pattern)) {
      const key = `${owner}>${shape}`;
      const twin = cx.commandShapes.get(key);
      if (twin !== undefined && twin !== decl) {
        cx.report.add(
          "LORE412",
          pattern.span,
          `Another command of this pack matches \`${shape}\` as well: of two, the earlier runs.`,
          "take it out of one of them",
        );
        break;
      }
      cx.commandShapes.set(key, decl);
      if (owner === "" && cx.universe.belowCommands.has(shape)) {
        cx.report.add(
          "LORE412",
          pattern.span,
          `This command stands before the library's own \`${shape}\`.`,
          "give it another word, unless you mean to replace it",
        );
        break;
      }
    }
  }
}
