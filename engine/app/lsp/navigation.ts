// Go to definition, references and rename: places that name the same thing, in the packs at hand.

import { type Location, type Position, type Range, ResponseError, type WorkspaceEdit } from "vscode-languageserver/node";
import {
  cannotRename,
  type Definition,
  idOf,
  type Mention,
  mentionsIn,
  type RenameEdit,
  rename,
  type SymbolKey,
  sortOf,
} from "../../../dsl/services.ts";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import { location, Ranges, uriOf } from "./uris.ts";
import type { FileView, PackView, Workspace } from "./workspace.ts";

/** LSP's `RequestFailed`: the editor shows its message to the person. */
const REQUEST_FAILED = -32803;

export function mentionAt(view: FileView, position: Position): Mention | undefined {
  const offset = new Ranges(view.text).offset(position);
  const file = view.analysis.files.find(({ name }) => name === view.name)!;
  const around = mentionsIn(view.analysis, file).mentions.filter(({ span }) => span.start <= offset && offset <= span.end);
  // Where two touch, the one that begins here is meant; where one holds another, the inner.
  return around.sort(
    (a, b) => Number(b.span.end > offset) - Number(a.span.end > offset) || a.span.end - a.span.start - (b.span.end - b.span.start),
  )[0];
}

/** Where a symbol is declared, in the pack itself or below. */
export function definitionOf(workspace: Workspace, view: FileView, key: SymbolKey): Definition | undefined {
  for (const { analysis } of packsFor(workspace, view, key)) {
    for (const file of analysis.files) {
      const mention = mentionsIn(analysis, file).mentions.find((one) => one.isDefinition && one.key === key);
      if (mention !== undefined) return { analysis, file, mention };
    }
  }
  return undefined;
}

export function definition(workspace: Workspace, view: FileView, position: Position): Location | null {
  const mention = mentionAt(view, position);
  return mention === undefined ? null : (placesOf(workspace, view, mention.key, (one) => one.isDefinition)[0] ?? null);
}

export function references(workspace: Workspace, view: FileView, position: Position, withDeclaration: boolean): Location[] {
  const mention = mentionAt(view, position);
  if (mention === undefined) return [];
  return placesOf(workspace, view, mention.key, (one) => withDeclaration || !one.isDefinition);
}

/** The word that would be renamed; refuses what cannot be. */
export function prepareRename(workspace: Workspace, view: FileView, position: Position): Range | null {
  const mention = mentionAt(view, position);
  if (mention === undefined) return null;
  const reason = cannotRename(analyses(workspace, view), view.analysis, mention.key);
  if (reason !== undefined) throw new ResponseError(REQUEST_FAILED, reason);
  return new Ranges(view.text).range(mention.span);
}

export function renameAt(workspace: Workspace, view: FileView, position: Position, newName: string): WorkspaceEdit | null {
  const mention = mentionAt(view, position);
  if (mention === undefined) return null;
  const { key } = mention;
  const tryOut = (edits: readonly RenameEdit[]) => workspace.tryOut(view, textsAfter(view, edits));
  const done = rename({ home: view.analysis, packs: analyses(workspace, view), key, newName, tryOut });
  if ("refusal" in done) throw new ResponseError(REQUEST_FAILED, done.refusal);
  const changes: NonNullable<WorkspaceEdit["changes"]> = {};
  const packs = new Map(workspace.allPacks(view.files.path).map(({ files, analysis }) => [analysis.pack, files]));
  for (const { pack, file, span, text } of done.edits) {
    const files = packs.get(pack)!;
    const uri = uriOf(files.pathOf(file));
    changes[uri] = [...(changes[uri] ?? []), { range: new Ranges(files.text(file) ?? "").range(span), newText: text }];
  }
  return { changes: { ...changes, ...entryChange(workspace, view, key, newName) } };
}

function textsAfter(view: PackView, edits: readonly RenameEdit[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const edit of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const before = texts.get(edit.file) ?? view.files.text(edit.file) ?? "";
    texts.set(edit.file, before.slice(0, edit.span.start) + edit.text + before.slice(edit.span.end));
  }
  return texts;
}

/** The room that `pack.toml` names goes on being the entry. */
function entryChange(workspace: Workspace, view: PackView, key: SymbolKey, newName: string): NonNullable<WorkspaceEdit["changes"]> {
  const { entry, id } = view.files.manifest;
  if (entry === null || sortOf(key) !== "entity" || idOf(key) !== (entry.includes(".") ? entry : `${id}.${entry}`)) return {};
  const path = view.files.pathOf(MANIFEST_FILE);
  const text = workspace.openText(path) ?? view.files.manifestText() ?? "";
  const found = /^entry\s*=\s*["'](?:[\w]+\.)*(\w+)["']/m.exec(text);
  if (found === null) return {};
  const end = found.index + found[0].length - 1;
  return { [uriOf(path)]: [{ range: new Ranges(text).range({ start: end - found[1]!.length, end }), newText: newName }] };
}

function placesOf(workspace: Workspace, view: FileView, key: SymbolKey, wanted: (mention: Mention) => boolean): Location[] {
  return packsFor(workspace, view, key).flatMap(({ files, analysis }) =>
    analysis.files.flatMap((file) =>
      mentionsIn(analysis, file)
        .mentions.filter((mention) => mention.key === key && wanted(mention))
        .map((mention) => location(files.pathOf(file.name), file.source, mention.span)),
    ),
  );
}

/** Locals are known by numbers that each pack counts for itself. */
function packsFor(workspace: Workspace, view: FileView, key: SymbolKey): readonly PackView[] {
  return sortOf(key) === "local" ? [view] : workspace.allPacks(view.files.path);
}

function analyses(workspace: Workspace, view: FileView) {
  return workspace.allPacks(view.files.path).map(({ analysis }) => analysis);
}
