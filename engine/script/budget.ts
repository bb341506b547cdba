// What one turn may spend, with all that it sets off: one purse for the whole causal chain. The sysop may change it; a pack never.

export interface Budget {
  /** Steps of compiled-in fuel, in all isolates together. */
  readonly fuel: number;
  /** Wall clock of the whole turn, the second wall. */
  readonly wallMs: number;
  /** Lines put before readers: one text for five readers counts five. */
  readonly messages: number;
  /** Writes: properties, moves, creations, rows, money. */
  readonly effects: number;
  /** Triggers within triggers (rule 2). */
  readonly nesting: number;
  /** Calls from script to script through the host. */
  readonly depth: number;
  /** Rows of one query without a limit (rule 44); past it is a fault. */
  readonly rows: number;
  /** Rows that a `for each` may walk. */
  readonly walk: number;
  /** Timers and questions one turn may leave behind. */
  readonly jobs: number;
  /** `after` blocks of one pack that wait at any time: what is left for later cannot multiply. */
  readonly waiting: number;
}

export const DEFAULT_BUDGET: Budget = {
  fuel: 200_000,
  wallMs: 250,
  messages: 500,
  effects: 2_000,
  nesting: 4,
  depth: 24,
  rows: 100,
  walk: 10_000,
  jobs: 100,
  waiting: 2_000,
};
