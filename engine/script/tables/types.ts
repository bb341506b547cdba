// Short ways to write Lore types in the tables of this folder.

import type { BasicType, Type } from "../../../dsl/types.ts";

export const basic = (t: BasicType): Type => ({ t, optional: false });
export const entity = (kind: string): Type => ({ t: "entity", kind: `core.${kind}`, optional: false });
export const model = (kind: string): Type => ({ t: "model", kind: `core.${kind}`, optional: false });
export const list = (of: Type): Type => ({ t: "list", of, optional: false });
export const map = (of: Type): Type => ({ t: "map", of, optional: false });
export const words = (...all: string[]): Type => ({ t: "words", words: all, optional: false });
export const maybe = (type: Type): Type => ({ ...type, optional: true });

export const NUMBER = basic("number");
export const TEXT = basic("text");
export const BOOL = basic("bool");
export const MONEY = basic("money");
export const DURATION = basic("duration");
export const TIME = basic("time");
export const DIRECTION = basic("direction");
export const MANDATE = basic("mandate");
export const NOTHING: Type = { t: "nothing", optional: true };
export const ANYTHING: Type = { t: "any", optional: true };
export const ANY_VALUE: Type = { t: "any", optional: false };
