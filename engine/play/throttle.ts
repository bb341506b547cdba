// Slows down who guesses: each failure of an account costs a longer wait, and an address that fails at many names waits too.

/** Failures before an account is locked, and for how long; each further failure doubles it, up to the last. */
export const LOCK_AFTER = 5;
export const LOCK_MS = 60_000;
export const LONGEST_LOCK_MS = 60 * 60_000;

/** Failures from one address within the window before it must wait. */
const ADDRESS_FAILURES = 20;
const ADDRESS_WINDOW_MS = 10 * 60_000;
const MAX_ADDRESSES = 10_000;

/** How long an account is locked after its n-th failure in a row; 0 while it is not. */
export function lockMs(failures: number): number {
  if (failures < LOCK_AFTER) return 0;
  return Math.min(LONGEST_LOCK_MS, LOCK_MS * 2 ** (failures - LOCK_AFTER));
}

export class AddressThrottle {
  readonly #failures = new Map<string, number[]>();

  failed(address: string, nowMs: number): void {
    if (this.#failures.size >= MAX_ADDRESSES) this.#failures.clear();
    this.#failures.set(address, [...this.#recent(address, nowMs), nowMs]);
  }

  passed(address: string): void {
    this.#failures.delete(address);
  }

  /** True when this address has to wait before it may try again. */
  isBarred(address: string, nowMs: number): boolean {
    return this.#recent(address, nowMs).length >= ADDRESS_FAILURES;
  }

  #recent(address: string, nowMs: number): number[] {
    return (this.#failures.get(address) ?? []).filter((at) => nowMs - at < ADDRESS_WINDOW_MS).slice(-ADDRESS_FAILURES);
  }
}
