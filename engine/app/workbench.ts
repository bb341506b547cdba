// The compiler as builders use it in the game. It is loaded when somebody first builds: a start never waits for it, unless a
// world has builders' packs of its own.

import { createRequire } from "node:module";
import type { CompileOutput, Diagnostic, PackScope } from "../../dsl/index.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import type { LoadedPack } from "../packs/load.ts";
import { filesOver } from "../packs/overlaid.ts";
import type { Compiled, Workbench } from "../script/workbench.ts";
import { surface } from "./surface.ts";

type Language = typeof import("../../dsl/index.ts");

// An edit runs inside a turn, and a turn waits for nothing: so the module is required and not imported.
const load = createRequire(import.meta.url);

/** Told around what a small machine needs seconds for: whoever watches this process is to be patient. */
export interface Pause {
  saving?(): void;
  rest?(): void;
}

export class Bench implements Workbench {
  #packs: readonly LoadedPack[];
  /** Of every pack compiled here, also of one whose edit was refused after all: only what is loaded counts. */
  #scopes = new WeakMap<CompiledPack, PackScope>();
  /** What each pack was compiled from last: a reload compiles all ahead of its turn, and asks again in it. */
  #compiled = new Map<string, { readonly text: string; readonly made: Compiled }>();
  #isWarm = false;
  #traced: { readonly pack: string; readonly text: string; readonly made: Compiled } | null = null;

  readonly #pause: Pause;

  constructor(packs: readonly LoadedPack[], pause: Pause = {}) {
    this.#packs = packs;
    this.#pause = pause;
  }

  language(): Language {
    return load("../../dsl/index.ts") as Language;
  }

  /** The compiler sets itself up when it first compiles, which takes longer than a turn may. */
  warm(): void {
    if (this.#isWarm) return;
    this.#isWarm = true;
    this.#pause.saving?.();
    this.#made("~", 'thing probe "probe": end\n');
    this.#pause.rest?.();
  }

  /** The packs and all that was compiled upon them are those of another bench from now on. */
  take(other: Bench): void {
    this.#packs = other.#packs;
    this.#compiled = other.#compiled;
    this.#traced = null;
    this.#scopes = other.#scopes;
  }

  /** Scopes of packs from files and of those builders' packs that are loaded, these last. */
  scopes(loaded: Iterable<CompiledPack>): readonly PackScope[] {
    const built = [...loaded].flatMap((pack) => this.#scopes.get(pack) ?? []);
    return [...this.#packs.map((pack) => pack.scope), ...built];
  }

  isReserved(word: string): boolean {
    const { kinds, values, functions, directions } = surface();
    const own = [...kinds, ...values, ...functions].some(({ name }) => name === word);
    return own || directions.flat().includes(word) || this.language().isReservedWord(word);
  }

  isLoaded(pack: string): boolean {
    return pack === "core" || this.#packs.some(({ manifest }) => manifest.id === pack);
  }

  fileOf(pack: string, path: string): { readonly name: string; readonly text: string; readonly isOverlaid: boolean } | undefined {
    const loaded = this.#packs.find(({ manifest }) => manifest.id === pack);
    const found = loaded?.sources.find(({ text }) => this.language().declaresPath(pack, text, path));
    return found && { ...found, isOverlaid: filesOver(loaded!).includes(found.name) };
  }

  compile(pack: string, text: string): Compiled {
    const known = this.#compiled.get(pack);
    if (known?.text === text) return known.made;
    const made = this.#compile(pack, text);
    this.#compiled.set(pack, { text, made });
    return made;
  }

  trace(pack: string, text: string): Compiled {
    if (this.#traced?.pack === pack && this.#traced.text === text) return this.#traced.made;
    const { pack: traced } = this.#made(pack, text, true);
    const made: Compiled = traced === undefined ? { problem: "" } : { pack: traced };
    this.#traced = { pack, text, made };
    return made;
  }

  #compile(pack: string, text: string): Compiled {
    const made = this.#made(pack, text);
    const wrong = errorIn(made);
    if (made.pack === undefined || wrong !== undefined)
      return { problem: wrong === undefined ? "" : this.language().problemIn(text, wrong) };
    this.#scopes.set(made.pack, made.scope);
    return { pack: made.pack };
  }

  firstError(pack: string, text: string): Diagnostic | undefined {
    return errorIn(this.#made(pack, text));
  }

  #made(id: string, text: string, trace = false): CompileOutput {
    const below = this.#packs.map((one) => one.scope);
    return this.language().compilePack({
      id,
      sources: [{ name: id, text }],
      below,
      surface: surface(),
      capabilities: [],
      built: true,
      trace,
    });
  }
}

function errorIn({ diagnostics }: CompileOutput): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === "error");
}
