// V8's compiled form of scripts, in memory only: data of this kind is trusted as machine code, so it never comes from a file.

import ivm from "isolated-vm";

const MAX_SCRIPTS = 512;
const PREPARE_MB = 128;

type Compiled = ivm.Script & { cachedData?: ivm.ExternalCopy<ArrayBuffer> };

export class CodeCache {
  readonly #data = new Map<string, ivm.ExternalCopy<ArrayBuffer>>();

  /** Compiles into `isolate`, quickly when the same text was compiled before. */
  compile(isolate: ivm.Isolate, js: string, filename: string): ivm.Script {
    const known = this.#data.get(js);
    if (known !== undefined) return isolate.compileScriptSync(js, { filename, cachedData: known });
    const script = isolate.compileScriptSync(js, { filename, produceCachedData: true }) as Compiled;
    if (script.cachedData !== undefined) this.#keep(js, script.cachedData);
    return script;
  }

  /** The same ahead of time, in a thread and an isolate of its own: nothing waits for it. Code that does not compile is left for later. */
  async prepare(js: string, filename: string): Promise<void> {
    if (this.#data.has(js)) return;
    const isolate = new ivm.Isolate({ memoryLimit: PREPARE_MB });
    try {
      const script = (await isolate.compileScript(js, { filename, produceCachedData: true })) as Compiled;
      if (script.cachedData !== undefined && !this.#data.has(js)) this.#keep(js, script.cachedData);
    } catch {
      // It says so where it is called.
    } finally {
      isolate.dispose();
    }
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
