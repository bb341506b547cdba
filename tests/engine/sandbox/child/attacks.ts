// What hostile code could try if the compiler ever let it: each attack is the body of an entry, run in a process of its own.

import type { HostFunction, Plain } from "../../../../engine/sandbox/types.ts";

export interface Attack {
  /** JavaScript of a function `(x) => string`, with `host` in scope. */
  readonly js: string;
  /** Host functions besides none. */
  readonly host?: Readonly<Record<string, HostFunction>>;
  /** Calls made in a row; the last one's result is what counts. */
  readonly times?: number;
  readonly memoryMb?: number;
}

export const ATTACKS: Readonly<Record<string, Attack>> = {
  "endless loop": { js: "() => { for (;;) {} }" },
  "endless loop that catches": { js: "() => { for (;;) { try { for (;;) {} } catch {} finally { continue } } }" },
  "mutual recursion": { js: "() => { const f = (n) => g(n) + 1, g = (n) => f(n) + 1; return String(f(1)) }" },
  "array bomb": { js: "() => { const a = []; for (;;) a.push([1, 2, 3]) }" },
  "array fill bomb": { js: "() => String(new Array(2 ** 27).fill(0).length)" },
  "map bomb": { js: "() => { const m = new Map(); for (let i = 0; ; i++) m.set(i, { i }) }" },
  "set bomb": { js: "() => { const m = new Set(); for (let i = 0; ; i++) m.add({ i }) }" },
  "string bomb": { js: '() => { let s = "x"; for (;;) s += s }' },
  "big integer by its global": { js: "() => { let a = BigInt(2); for (;;) a = a * a }" },
  "typed array bomb": { js: "() => String(new Uint8Array(2 ** 31).length)" },
  "catastrophic pattern": { js: '() => String(/^(a+)+$/.test("a".repeat(40) + "b"))' },
  "deep nesting": { js: "() => { let a = []; for (let i = 0; i < 2e4; i++) a = [a]; return JSON.stringify(a) }" },
  "code from a string by constructor": { js: '() => String((() => {}).constructor("return 41 + 1")())' },
  "code from a string by an async constructor": { js: '() => String((async () => {}).constructor("return 42")())' },
  "code from a string by a generator": { js: '() => String((function* () {}).constructor("yield 42")().next().value)' },
  "code from a string by eval": { js: '() => String(globalThis.eval("42"))' },
  "the host's prototype chain": {
    js: "() => String(host.constructor) + String(host.__proto__) + typeof host.plain.constructor",
    host: { plain: () => 1 },
  },
  "compile through a callback's constructor": {
    js: '() => String(host.plain.constructor("return process")())',
    host: { plain: () => 1 },
  },
  "a callback given an object": { js: "() => String(host.plain({ toString() { return 1 } }))", host: { plain: () => 1 } },
  "a callback given a function": { js: "() => String(host.plain(() => 1))", host: { plain: () => 1 } },
  "a callback given ten thousand arguments": {
    js: "() => String(host.count(...Array.from({ length: 10000 }, (_, i) => i)))",
    host: { count: ((...all: Plain[]) => all.length) as unknown as HostFunction },
  },
  "a callback called forever": { js: "() => { for (;;) host.plain() }", host: { plain: () => 1 } },
  "a promise left behind": { js: "() => { (async () => { for (;;) await 0 })(); return 'left' }" },
  "a timer left behind": { js: "() => { setTimeout(() => {}, 1); return 'left' }" },
  "a result that is no text": { js: "() => ({ a: 1 })" },
  "a thrown thing without a message": { js: "() => { throw null }" },
  "a thrown thing with a hostile message": { js: "() => { throw { get message() { for (;;) {} } } }" },
  "a thrown thing with a hostile stack": { js: "() => { Error.prepareStackTrace = () => { for (;;) {} }; null.x }" },
  "a thrown error with the sandbox's mark": { js: '() => "\\0thrown Script execution timed out."' },
  "a prototype poisoned for the next call": {
    js: '() => { Object.prototype.polluted = 1; Array.prototype.push = () => 0; return "done" }',
    times: 2,
  },
  "memory kept from call to call": {
    js: "() => { globalThis.kept ??= []; for (let i = 0; i < 2000; i++) kept.push({ i, j: [i] }); return 'kept' }",
    times: 1500,
  },
};
