// What waits for a player whose node has come with another key: whoever holds that key is not known to be them, so nothing of theirs goes there.
// It lies under the player's own name until a radio of theirs is heard.

import type { OutRow } from "../../radio/outbox/row.ts";
import type { Store } from "../../world/port.ts";
import type { Post } from "./post.ts";

export class Held {
  readonly #store: Store;
  readonly #post: Post;

  constructor(store: Store, post: Post) {
    this.#store = store;
    this.#post = post;
  }

  /** Inside the open group. */
  hold(rows: readonly OutRow[], player: number): void {
    this.#store.outbox.save(rows.map((row) => ({ ...row, radio: shelfOf(player) })));
  }

  /** The player is known behind this node: what lay for them goes there. Inside the open group. */
  give(player: number, place: { readonly to: number; readonly radio: string; readonly channel: number }): void {
    const rows = this.#store.outbox.of(shelfOf(player));
    for (const row of rows) this.#post.put({ ...row, ...place });
    this.#store.outbox.remove(rows.map(({ id }) => id));
  }
}

/** No radio bears such a name. */
function shelfOf(player: number): string {
  return `player ${player}`;
}
