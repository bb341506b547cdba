// V8's compiled form of scripts, in memory only: data of this kind is trusted as machine code, so it never comes from a file.

import type ivm from "isolated-vm";

const MAX_SCRIPTS = 512;

export class CodeCache {
  readonly #data = new Map<string, ivm.ExternalCopy<ArrayBuffer>>();

  /** Compiles into `isolate`, quickly when the same text was compiled before. */
  compile(isolate: ivm.Isolate, js: string, filename: string): ivm.Script {
    const known = this.#data.get(js);
    if (known !== undefined) return isolate.compileScriptSync(js, { filename, cachedData: known });
    const script = isolate.compileScriptSync(js, { filename, produceCachedData: true }) as ivm.Script & {
      cachedData?: ivm.ExternalCopy<ArrayBuffer>;
    };
    if (script.cachedData !== undefined) this.#keep(js, script.cachedData);
    return script;
  }

  #keep(js: string, data: ivm.ExternalCopy<ArrayBuffer>): void {
    if (this.#data.size >= MAX_SCRIPTS) {
      const oldest = this.#data.keys().next().value as string;
      this.#data.get(oldest)?.release();
      this.#data.delete(oldest);
    }
    this.#data.set(js, data);
  }
}
