// Deliveries of a group put together for their readers.

import { byteLength } from "../radio/compose/bytes.ts";
import type { Delivery } from "./group.ts";

/** What comes one after the other for one reader, and is no reply, is one frame as far as it fits. */
export function mergeDeliveries(deliveries: readonly Delivery[], limitBytes: (player: number) => number): Delivery[] {
  const merged: Delivery[] = [];
  const last = new Map<number, number>();
  for (const delivery of deliveries) {
    const at = last.get(delivery.player);
    const before = at === undefined ? undefined : merged[at];
    const text = before === undefined || before.reply || delivery.reply ? null : `${before.text}\n${delivery.text}`;
    if (text !== null && byteLength(text) <= limitBytes(delivery.player)) {
      merged[at!] = { ...before!, text, ambient: before!.ambient === true && delivery.ambient === true };
    } else {
      last.set(delivery.player, merged.length);
      merged.push(delivery);
    }
  }
  return merged;
}
