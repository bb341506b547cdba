// From one currency's numbers to another's: a ratio of whole numbers, and the one rule of rounding.

/** So many smallest coins of the old currency are so many of the new. */
export interface Rate {
  readonly old: number;
  readonly now: number;
}

/** `1:100`, or `100` for the same; undefined for anything else. */
export function readRate(text: string): Rate | undefined {
  const found = /^(?:(\d{1,9}):)?(\d{1,9})$/.exec(text.trim());
  if (found === null) return undefined;
  const rate = { old: Number(found[1] ?? 1), now: Number(found[2]) };
  return rate.old > 0 && rate.now > 0 ? rate : undefined;
}

/** Rounded half away from zero; undefined when the sum would not be a safe whole number any more. */
export function convertSum(sum: number, { old, now }: Rate): number | undefined {
  const size = (BigInt(Math.abs(sum)) * BigInt(now) * 2n + BigInt(old)) / (BigInt(old) * 2n);
  const made = Number(size) * (sum < 0 ? -1 : 1);
  return Number.isSafeInteger(made) ? made + 0 : undefined;
}

export function rateText({ old, now }: Rate): string {
  return `${old}:${now}`;
}
