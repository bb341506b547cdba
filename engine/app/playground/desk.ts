// What the checker knows of one editor's text: findings with fixes, sizes of what players read, hover, completion and form.
// Places are offsets in UTF-16 units, as browsers count.

import type { Diagnostic, Severity } from "../../../dsl/diagnostic.ts";
import { format, parse } from "../../../dsl/index.ts";
import {
  analyze,
  type Candidate,
  type CheckedFile,
  complete,
  declaredEvents,
  FileReading,
  fixFor,
  hoverText,
  mentionsIn,
  type PackAnalysis,
  textSizes,
  withCursor,
} from "../../../dsl/services.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { surface } from "../surface.ts";
import { firstRoom, manifestOf, SCRATCH, SCRATCH_FILE } from "./scratch-pack.ts";

export interface Finding {
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly fix?: { readonly title: string; readonly from: number; readonly to: number; readonly text: string };
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** Bytes behind each text that a player reads. */
  readonly sizes: readonly { readonly at: number; readonly label: string }[];
}

/** Candidates that are sent: more than a person looks through. */
const MOST_CANDIDATES = 100;

export class Desk {
  readonly #library: readonly LoadedPack[];
  readonly #reading = new FileReading(SCRATCH_FILE);
  #known: { readonly text: string; readonly analysis: PackAnalysis } | null = null;

  constructor(library: readonly LoadedPack[]) {
    this.#library = library;
  }

  check(text: string): Checked {
    const analysis = this.#analysis(text);
    return { findings: analysis.diagnostics.map((found) => findingOf(found, text)), sizes: sizesIn(analysis) };
  }

  /** Where newcomers would start. */
  entry(text: string): string | null {
    return firstRoom(this.#analysis(text).scope);
  }

  hover(text: string, offset: number): { readonly from: number; readonly to: number; readonly markdown: string } | null {
    const analysis = this.#analysis(text);
    const { mentions } = mentionsIn(analysis, analysis.files[0]!);
    const mention = mentions.find(({ span }) => span.start <= offset && offset < span.end);
    if (mention === undefined) return null;
    const own = mentions.find(({ key, isDefinition }) => key === mention.key && isDefinition);
    const definition = own === undefined ? undefined : { analysis, file: analysis.files[0]!, mention: own };
    const markdown = hoverText(analysis, mention, definition);
    return markdown === undefined ? null : { from: mention.span.start, to: mention.span.end, markdown };
  }

  complete(text: string, offset: number): readonly Candidate[] {
    const marked = withCursor(text, offset);
    const reader = new FileReading(SCRATCH_FILE);
    const analysis = this.#analyze(marked, reader);
    return complete({ analysis, file: analysis.files[0]!, offset }).slice(0, MOST_CANDIDATES);
  }

  #analysis(text: string): PackAnalysis {
    if (this.#known?.text !== text) this.#known = { text, analysis: this.#analyze(text, this.#reading) };
    return this.#known.analysis;
  }

  #analyze(text: string, reader: FileReading): PackAnalysis {
    const below = this.#library.map(({ scope }) => scope);
    const events = new Set([...below.flatMap((scope) => scope.events.map(({ name }) => name)), ...declaredEvents(text)]);
    const reading = reader.read(text, events);
    const { file, diagnostics } = reading.settled ? reading : reader.settle(events);
    const files: readonly CheckedFile[] = [{ name: SCRATCH_FILE, source: text, file }];
    const { capabilities } = manifestOf(null);
    return analyze({ pack: SCRATCH, files, parsed: diagnostics, below, surface: surface(), capabilities });
  }
}

/** The canonical form; null for what does not parse. */
export function formatted(text: string): string | null {
  const { file, diagnostics } = parse(text, { file: SCRATCH_FILE });
  return diagnostics.some(({ severity }) => severity === "error") ? null : format(file, text);
}

function findingOf(found: Diagnostic, text: string): Finding {
  const { span, line, column, severity, code, message, hint } = found;
  const fix = fixFor(found, text);
  return {
    ...{ from: span.start, to: span.end, line, column, severity, code, message },
    ...(hint !== undefined && { hint }),
    ...(fix !== undefined && { fix: { title: fix.title, from: fix.span.start, to: fix.span.end, text: fix.text } }),
  };
}

function sizesIn(analysis: PackAnalysis): Checked["sizes"] {
  return textSizes(analysis, analysis.files[0]!).map(({ at, bytes, frames, varies }) => ({
    at,
    label: `${varies ? "≤" : ""}${bytes} B${frames > 1 ? `, ${frames} frames` : ""}`,
  }));
}
