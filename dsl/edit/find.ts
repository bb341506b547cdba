// Where a name of a pack's source is declared: a top-level declaration, an entity nested in one, or what extends another pack's.

import type { Decl, EntityDecl, ExtendDecl, KindDecl, LoreFile, Member, Path } from "../ast.ts";

/** What has members of its own and can take more. */
export type Holder = EntityDecl | KindDecl | ExtendDecl;

export interface Found {
  readonly decl: Holder;
  /** Names from the outermost to it: `shed.box`. */
  readonly path: string;
}

export function wordsOf(path: Path): string {
  return path.parts.map((part) => part.id).join(".");
}

/** Every entity and kind that is declared here, outer ones first. */
export function declared(file: LoreFile): Found[] {
  const found: Found[] = [];
  const visit = (decl: EntityDecl, outer: string): void => {
    const path = outer === "" ? decl.name.id : `${outer}.${decl.name.id}`;
    found.push({ decl, path });
    for (const member of decl.members) if (member.kind === "entity") visit(member, path);
  };
  for (const decl of file.decls) {
    if (decl.kind === "entity") visit(decl, "");
    else if (decl.kind === "kind") found.push({ decl, path: decl.name.id });
  }
  return found;
}

/** The declaration that a path means: whole, or its last word alone when only one is called so. */
export function findDeclared(file: LoreFile, pack: string, path: string): Found | undefined {
  const own = path.startsWith(`${pack}.`) ? path.slice(pack.length + 1) : path;
  const all = declared(file);
  const whole = all.find((one) => one.path === own);
  if (whole !== undefined) return whole;
  const inner = all.filter((one) => one.path.endsWith(`.${own}`));
  return inner.length === 1 ? inner[0] : undefined;
}

/** What extends that name here. */
export function findExtension(file: LoreFile, path: string): ExtendDecl | undefined {
  return file.decls.find((decl): decl is ExtendDecl => decl.kind === "extend" && wordsOf(decl.target) === path);
}

/** The first that has it, for functions and texts, which are told apart by their name. */
export function findNamed(file: LoreFile, decl: Decl): Decl | undefined {
  const name = nameOf(decl);
  return name === undefined ? undefined : file.decls.find((one) => one.kind === decl.kind && nameOf(one) === name);
}

function nameOf(decl: Decl): string | undefined {
  if (decl.kind === "text") return wordsOf(decl.name);
  return decl.kind === "fn" || decl.kind === "event" || decl.kind === "record" ? decl.name.id : undefined;
}

/** Whether a later member takes the place of an earlier one by what it is: two of it could not stand side by side. */
export function isSameMember(a: Member, b: Member): boolean {
  if (a.kind === "exit") return b.kind === "exit" && a.direction.id === b.direction.id;
  if (a.kind === "property" || a.kind === "prop" || a.kind === "fn" || a.kind === "topic")
    return b.kind === a.kind && a.name.id === (b as typeof a).name.id;
  return false;
}
