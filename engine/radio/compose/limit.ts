// How long a text may be on its way: what fits the packet, and how much of that we allow ourselves.

import { type TextTravel, textLimitBytes } from "../airtime.ts";

/** What a frame is made for unless somebody asks for more: the official apps stop there. */
export const FRAME_BYTES = 200;
/** Nobody gets more, however the text travels: the worst of the four ways carries this much. */
export const MOST_BYTES = 215;
/** The least that still makes sense: a page mark of three digits and some words. */
export const LEAST_BYTES = 30;

/** The limit of one frame that travels so. `askedBytes` may lower it as far as it likes to be readable, and raise it to `MOST_BYTES`. */
export function frameLimitBytes(travel: TextTravel, askedBytes: number = FRAME_BYTES): number {
  return Math.max(LEAST_BYTES, Math.min(Math.floor(askedBytes), MOST_BYTES, textLimitBytes(travel)));
}
