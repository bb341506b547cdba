// Codes of the checker, LORE1xx and up. Append; never renumber.

import { BUILT_CODES } from "./built.ts";
import { FLOW_CODES } from "./flow.ts";
import { NAME_CODES } from "./names.ts";
import { TEXT_CODES } from "./texts.ts";
import { TYPE_CODES } from "./types.ts";
import { WORLD_CODES } from "./world.ts";

export const CHECK_CODES = { ...NAME_CODES, ...TYPE_CODES, ...FLOW_CODES, ...WORLD_CODES, ...TEXT_CODES, ...BUILT_CODES };

export type CheckCode = keyof typeof CHECK_CODES;
