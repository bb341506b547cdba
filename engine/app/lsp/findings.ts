// Findings as the editor shows them, file by file; a list that was sent is not sent again.

import { join } from "node:path";
import { DiagnosticSeverity, type Diagnostic as Shown } from "vscode-languageserver/node";
import type { Diagnostic, Severity } from "../../../dsl/diagnostic.ts";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import type { Problem } from "../../packs/problem.ts";
import { ROOT } from "../places.ts";
import { Ranges, uriOf } from "./uris.ts";
import type { PackView } from "./workspace.ts";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  lint: DiagnosticSeverity.Information,
};
const MANUAL = uriOf(join(ROOT, "docs/lore/errors.md"));

/** What is found in a pack, by the path of the file; a file without a finding has an empty list. */
export function findingsOf({ files, analysis, problems }: PackView): Map<string, Shown[]> {
  const found = new Map<string, Shown[]>(analysis.files.map(({ name }) => [files.pathOf(name), []]));
  const ranges = new Map(analysis.files.map(({ name, source }) => [name, new Ranges(source)]));
  for (const diagnostic of analysis.diagnostics) {
    const at = ranges.get(diagnostic.file);
    if (at !== undefined) found.get(files.pathOf(diagnostic.file))!.push(shown(diagnostic, at));
  }
  found.set(files.pathOf(MANIFEST_FILE), []);
  for (const problem of problems) found.set(problem.file, [...(found.get(problem.file) ?? []), shownProblem(problem)]);
  return found;
}

function shown({ code, severity, message, hint, span }: Diagnostic, ranges: Ranges): Shown {
  return { ...common(code, severity), range: ranges.range(span), message: hint === undefined ? message : `${message}\n${hint}` };
}

function shownProblem({ code, severity, message, line, column }: Problem): Shown {
  const start = { line: line - 1, character: column - 1 };
  return { ...common(code, severity), range: { start, end: { line, character: 0 } }, message };
}

function common(code: string, severity: Severity): Pick<Shown, "severity" | "code" | "codeDescription" | "source"> {
  return { severity: SEVERITIES[severity], code, codeDescription: { href: `${MANUAL}#${code.toLowerCase()}` }, source: "lore" };
}

export class Board {
  readonly #send: (uri: string, diagnostics: Shown[]) => void;
  readonly #sent = new Map<string, string>();

  constructor(send: (uri: string, diagnostics: Shown[]) => void) {
    this.#send = send;
  }

  /** Shows these findings and takes down all others. */
  show(found: ReadonlyMap<string, Shown[]>): void {
    for (const path of this.#sent.keys()) if (!found.has(path)) this.#post(path, []);
    for (const [path, list] of found) this.#post(path, list);
  }

  #post(path: string, list: Shown[]): void {
    const text = JSON.stringify(list);
    if ((this.#sent.get(path) ?? "[]") === text) return;
    if (list.length === 0) this.#sent.delete(path);
    else this.#sent.set(path, text);
    this.#send(uriOf(path), list);
  }
}
