// Deliveries of a group put together for their readers.

import { byteLength } from "../radio/compose/bytes.ts";
import type { Delivery } from "./group.ts";

/** What comes one after the other for one reader, and is no reply, is one frame as far as it fits. */
export function mergeDeliveries(deliveries: readonly Delivery[], limitBytes: (player: number) => number): Delivery[] {
  const merged: Delivery[] = [];
  const last = new Map<number, number>();
  for (const delivery of deliveries) {
    const at = last.get(delivery.player);
    const one = at === undefined ? null : joined(merged[at]!, delivery, limitBytes);
    if (at !== undefined && one !== null) merged[at] = one;
    else {
      last.set(delivery.player, merged.length);
      merged.push(delivery);
    }
  }
  return merged;
}

/** Both in one frame; null where they stay apart. */
function joined(before: Delivery, next: Delivery, limitBytes: (player: number) => number): Delivery | null {
  if (before.reply || next.reply) return null;
  const text = `${before.text}\n${next.text}`;
  if (byteLength(text) > limitBytes(next.player)) return null;
  return { ...before, text, ambient: before.ambient === true && next.ambient === true };
}
