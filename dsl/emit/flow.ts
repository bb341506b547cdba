// Ways out of a block: `return`, `break` and `continue`, which still let the `on` triggers of a deed run that they lead out of.

import type { Fn } from "./context.ts";

/** Out of the function, after the `on` triggers of the deeds that it leads out of. */
export function returnJs(fn: Fn, value: string): string {
  const { deed } = fn.flow;
  if (deed === undefined) return `return ${value};`;
  deed.leaves.add("return");
  return `{o${deed.label}=[${value}];break ${deed.label};}`;
}

export function jumpJs(fn: Fn, kind: "break" | "continue"): string {
  const { deed, loops } = fn.flow;
  if (deed === undefined || loops > deed.loops) return `${kind};`;
  deed.leaves.add(kind);
  return `{o${deed.label}="${kind}";break ${deed.label};}`;
}
