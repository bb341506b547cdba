// What is done with money in the benchmark, and the names of its groups.

export const DEEDS = {
  pay: ["pay keeper 3", "pay 2 to keeper"],
  buy: ["buy rope", "buy 3 rope"],
  sell: ["sell rope", "sell 3 rope"],
} as const;

/** A group for each deed, and for each way in which its lines come. */
export const MONEY_GROUPS: readonly string[] = Object.keys(DEEDS).flatMap((deed) => [deed, `${deed} by packet`]);
