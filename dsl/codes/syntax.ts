// Codes of the lexer and the parser, LORE001 to LORE099. Append; never renumber.

import type { CodeTable } from "./entry.ts";

export const SYNTAX_CODES: CodeTable = {};
