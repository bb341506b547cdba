// The grammar as plain data, for whoever draws it: what the parser itself knows, so that no drawing can be out of date.

import { theParser } from "./reader.ts";

/** One production each, in Chevrotain's serialized form. */
export function grammarProductions(): readonly object[] {
  return theParser().getSerializedGastProductions();
}
