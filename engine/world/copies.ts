// Copies of a world's store: each a whole world of its own from the moment it is made, and as lasting as the store it lies beside.

/** `S`: the store itself, which has copies of its own kind. */
export interface CopyStore<S> {
  /**
   * Makes a copy of all as it was at some moment until it is done; the world may write meanwhile. It is there whole or not at all. Never
   * while a group is open.
   */
  make(name: string): Promise<void>;
  has(name: string): boolean;
  /** Its own store, to be closed by who opened it. Throws `E_STORE_OPEN` when there is none. */
  open(name: string): S;
  /** Forgets a copy that is not open; no copy of that name is well too. */
  remove(name: string): void;
  /** Also what a copy that was never finished has left. */
  names(): readonly string[];
}
