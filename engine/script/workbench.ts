// What building needs of the compiler: given by whoever may load it, and loaded when somebody first builds.

import type { Diagnostic } from "../../dsl/diagnostic.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import { type EntityId, NOBODY } from "../base/ids.ts";
import type { Definitions } from "../world/definitions.ts";
import type { SourceRow } from "../world/port.ts";

/** The language as a builder's tools use it. */
export type Language = Pick<
  typeof import("../../dsl/index.ts"),
  | ("declaresPath" | "keepLayout")
  | ("typeInto" | "removeDeclared" | "removePart" | "retitle" | "replaceDeclared" | "show" | "canonical")
  | ("placeScript" | "scriptDiagnostic")
  | ("declarations" | "changedNames" | "conflictsOf" | "withMine")
  | ("lineChange" | "redoChange" | "undoChange" | "linesOf" | "renderShort")
>;

export interface Workbench {
  language(): Language;
  /** Does once what takes long only the first time: no builder's edit has the time for it. */
  warm(): void;
  /** Checks a builder's pack upon all that is loaded and compiles it; `problem` is one line for its builder. */
  compile(pack: string, text: string): Compiled;
  /** The same text compiled so that each step of it is told when it runs. */
  trace(pack: string, text: string): Compiled;
  /** What is wrong with such a text, which takes no effect. */
  firstError(pack: string, text: string): Diagnostic | undefined;
  /** Whether Lore reads the word as its own, so that nothing can be named so. */
  isReserved(word: string): boolean;
  /** The file of a loaded pack that declares it, as it was read; undefined when none does. `isOverlaid`: it lies there otherwise. */
  fileOf(pack: string, path: string): { readonly name: string; readonly text: string; readonly isOverlaid: boolean } | undefined;
  /** Whether a loaded pack is called so: no builder's may be. */
  isLoaded(pack: string): boolean;
}

/** An edit of a file: what is asked of whoever may write it. */
export interface LiveChange {
  readonly pack: string;
  /** What it is about, as the pack names it. */
  readonly path: string;
  /** Within the pack; as it was read, and as it is to be. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The declaration alone, in canonical form. */
  readonly declared: string;
  readonly wanted: string;
}

export interface SourceEdit {
  readonly owner: EntityId;
  readonly author: EntityId;
  readonly text: string;
  readonly verb: string;
  readonly message: string;
  /** The author's name where the author may be gone. */
  readonly authorName?: string;
  /** Edits that led to this one, oldest first: they go into the history and are never in force. */
  readonly earlier?: readonly Omit<SourceEdit, "owner" | "back" | "earlier">[];
  /** Of an `undo` or `redo`: the edit that is meant, and the one whose text this is. */
  readonly back?: { readonly of: number; readonly top: number };
}

export type Compiled = { readonly pack: CompiledPack } | { readonly problem: string };

/** A builder's pack that does not check any more: what it declares is in limbo until its builder mends it. */
export interface BrokenPack {
  readonly pack: string;
  readonly problem: string;
}

/** Definitions of packs from files, with every builder's pack upon them. */
export function withSources(
  files: Definitions,
  sources: Iterable<SourceRow>,
  bench: Workbench,
): { readonly definitions: Definitions; readonly broken: readonly BrokenPack[] } {
  let definitions = files;
  const broken: BrokenPack[] = [];
  for (const { pack, text, owner } of sources) {
    // It is among the files by now.
    if (owner === NOBODY) continue;
    const made = bench.compile(pack, text);
    if ("pack" in made) definitions = definitions.with(pack, made.pack);
    else broken.push({ pack, problem: made.problem });
  }
  return { definitions, broken };
}
