// Codes of the checker, LORE1xx and up. Append; never renumber.

import type { CodeTable } from "./entry.ts";

export const CHECK_CODES: CodeTable = {};
