// Functions of the surface that the runtime inside the isolate answers itself, with the order in which it takes their arguments.
// A host may list them in its surface in any order of parameters; what it says about them is for the checker only.

export interface RuntimeFunction {
  readonly name: string;
  /** Label of each parameter, or null for a plain one. */
  readonly params: readonly (string | null)[];
}

export const RUNTIME_FUNCTIONS: readonly RuntimeFunction[] = [
  { name: "round", params: [null] },
  { name: "floor", params: [null] },
  { name: "ceil", params: [null] },
  { name: "abs", params: [null] },
  { name: "min", params: [null, null, null, null] },
  { name: "max", params: [null, null, null, null] },
  { name: "join", params: [null, "with"] },
  { name: "split", params: [null, "at"] },
  { name: "slice", params: [null, "from", "to"] },
  { name: "upper", params: [null] },
  { name: "lower", params: [null] },
  { name: "same", params: [null, null] },
  { name: "sort", params: [null, "by"] },
  { name: "random", params: [null, "to"] },
  { name: "roll", params: [null, null] },
];

const BY_NAME = new Map(RUNTIME_FUNCTIONS.map((fn) => [fn.name, fn]));

export function runtimeFunction(name: string): RuntimeFunction | undefined {
  return BY_NAME.get(name);
}
