// Between the editor's addresses and ours: URIs and paths, spans and ranges. Both sides count in UTF-16 units.

import { fileURLToPath, pathToFileURL } from "node:url";
import type { Location, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../../../dsl/ast.ts";

/** Path of a file; undefined for what lies on no disk (`untitled:Untitled-1`). */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** Turns spans of one text into ranges. */
export class Ranges {
  readonly #document: TextDocument;

  constructor(text: string) {
    this.#document = TextDocument.create("", "lore", 0, text);
  }

  range({ start, end }: Span): Range {
    return { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
  }

  offset(position: Range["start"]): number {
    return this.#document.offsetAt(position);
  }
}

export function location(path: string, text: string, span: Span): Location {
  return { uri: uriOf(path), range: new Ranges(text).range(span) };
}
