// Runs first in every context: takes away what generated code never needs. The compiler cannot express any of it;
// this is the second lock on the same door.

/** Globals that compile code, kill the process past every limit (tech notes 2.4), tell time or chance, or outlive a call. */
const REMOVED = [
  "eval",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Float16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "ArrayBuffer",
  "SharedArrayBuffer",
  "DataView",
  "Atomics",
  "WebAssembly",
  "Proxy",
  "Reflect",
  "Promise",
  "WeakRef",
  "FinalizationRegistry",
  "Date",
  "Intl",
  "Iterator",
  "AsyncDisposableStack",
  "DisposableStack",
  "console",
  "escape",
  "unescape",
] as const;

// Every function leads to a compiler of strings through its `constructor`; generators and async functions have their own.
const BODY = `(function () {
  "use strict";
  const forbid = function () { throw new TypeError("not allowed"); };
  for (const sample of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(sample), "constructor", { value: forbid, writable: false, configurable: false });
  }
  for (const name of ${JSON.stringify(REMOVED)}) delete globalThis[name];
  delete globalThis.Function;
  delete Math.random;
  // Past this many elements V8 dies of them without asking.
  const fill = Array.prototype.fill;
  Object.defineProperty(Array.prototype, "fill", { value: function (...args) {
    if (this.length > 100000) throw new RangeError("too long");
    return apply(fill, this, args);
  } });
  const caller = forbid.call;
  for (const [type, method] of [[Map, "set"], [Set, "add"]]) {
    // Bound ahead, so that V8 makes no call of either and nothing bent later comes between.
    const put = caller.bind(type.prototype[method]);
    const sizeOf = caller.bind(Object.getOwnPropertyDescriptor(type.prototype, "size").get);
    Object.defineProperty(type.prototype, method, { value: function (key, value) {
      if (sizeOf(this) > 100000) throw new RangeError("too many");
      return put(this, key, value);
    } });
  }
})()`;

export const HARDENING = `(function () { const apply = Reflect.apply; return ${BODY}; })()`;
