// The turn in which new definitions come: the only one of its group, so that the store can take back what the turn alone cannot.

import type { Script, SwapOutcome } from "../script/facade.ts";
import type { Swap } from "../script/swap-report.ts";
import type { Store } from "../world/port.ts";

export interface Swapping {
  /** Made when its turn has come: what builders have built by then is in it. */
  swap(): Swap;
  /** Writes what goes along with it into the same transaction. */
  kept?(swap: Swap): void;
  refused?(): void;
}

export function swapTurn(script: Script, store: Store, swapping: Swapping): { readonly outcome: SwapOutcome; kept(): void } {
  const swap = swapping.swap();
  const outcome = script.reload(swap);
  if ("fault" in outcome || outcome.result === null) {
    // The shape of tables is changed at once.
    store.rollback();
    store.begin();
    swapping.refused?.();
  }
  return { outcome, kept: () => swapping.kept?.(swap) };
}
