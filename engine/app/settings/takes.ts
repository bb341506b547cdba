// What a setting takes, in words, made from its type so that the words cannot be wrong.

import { z } from "zod";
import type { Setting } from "./setting.ts";

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
}

/** As "a whole number from 0 to 65535". */
export function takes(setting: Setting): string {
  return setting.takes ?? inWords(z.toJSONSchema(setting.type, { unrepresentable: "any" }) as JsonSchema);
}

function inWords(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.join(", ")}`;
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return `a list, each ${inWords(schema.items ?? {})}`;
  if (schema.type === "integer") return `a whole number${rangeOf(schema, 1)}`;
  if (schema.type === "number") return `a number${rangeOf(schema, 0)}`;
  return "a text in quotes";
}

/** `step`: from a whole number's exclusive bound to the next that is in. */
function rangeOf({ minimum, exclusiveMinimum, maximum }: JsonSchema, step: number): string {
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum;
  const isAbove = exclusiveMinimum !== undefined && (minimum === undefined || exclusiveMinimum >= minimum) && step === 0;
  const least = Math.max(
    minimum ?? Number.NEGATIVE_INFINITY,
    exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : exclusiveMinimum + step,
  );
  if (isAbove) return most === null ? ` above ${exclusiveMinimum}` : ` above ${exclusiveMinimum}, at most ${most}`;
  if (least === Number.NEGATIVE_INFINITY) return most === null ? "" : ` of at most ${most}`;
  return most === null ? `, ${least} or more` : ` from ${least} to ${most}`;
}
