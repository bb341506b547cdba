// Every code a diagnostic may carry, in one table: what `docs/lore/errors.md` and the long help read.
// A code is never reused for something else; the words of a message may change freely.

import { CHECK_CODES } from "./codes/check.ts";
import type { CodeTable } from "./codes/entry.ts";
import { SYNTAX_CODES } from "./codes/syntax.ts";

export const CODES: CodeTable = { ...SYNTAX_CODES, ...CHECK_CODES };
