// Whether the process that tries packs waits for the first order.

import { totalmem } from "node:os";

/** What a machine that is sold with 4 GB says of itself, at least. */
const ROOMY_BYTES = 3.5 * 2 ** 30;

export type Warmth = "auto" | "yes" | "no";

/** Whether the process is to be there before it is asked for, and to stay. */
export function staysWarm({ warm, watch }: { readonly warm: Warmth; readonly watch: boolean }, memoryBytes = totalmem()): boolean {
  return warm === "auto" ? watch || memoryBytes >= ROOMY_BYTES : warm === "yes";
}
