// What is done with money in the benchmark: a group for each deed, and for each way in which its lines come.

export interface Deed {
  readonly lines: readonly string[];
  readonly isByPacket: boolean;
}

const LINES: readonly (readonly [name: string, ...lines: string[]])[] = [
  ["pay", "pay keeper 3", "pay 2 to keeper"],
  ["buy", "buy rope", "buy 3 rope"],
  ["sell", "sell rope", "sell 3 rope"],
];

export const DEEDS: readonly (readonly [group: string, deed: Deed])[] = LINES.flatMap(([name, ...lines]) => [
  [name, { lines, isByPacket: false }] as const,
  [`${name} by packet`, { lines, isByPacket: true }] as const,
]);
