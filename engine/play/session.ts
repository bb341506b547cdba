// One live conversation: a connection, who is behind it, and the dialogue it is in, if any.

import type { Door } from "./door.ts";

/** A dialogue that takes the lines of a connection instead of the game: logging in, a new password. */
export interface Dialogue {
  /** True while a secret is asked for: such a line is never stored, split or echoed. */
  readonly secret: boolean;
  line(plain: string, raw: string): Promise<void>;
}

export class Session {
  readonly id: number;
  readonly address: string;
  readonly door: Door;
  player: number | null = null;
  dialogue: Dialogue | null = null;
  open = true;

  constructor(id: number, address: string, door: Door) {
    this.id = id;
    this.address = address;
    this.door = door;
  }

  send(text: string): void {
    if (this.open) this.door.send(text);
  }

  hide(hide: boolean): void {
    if (this.open) this.door.hide?.(hide);
  }
}

/** Who is connected: one session a player, the newest. */
export class Sessions {
  readonly #byPlayer = new Map<number, Session>();
  #count = 0;

  make(address: string, door: Door): Session {
    return new Session(++this.#count, address, door);
  }

  of(player: number): Session | undefined {
    return this.#byPlayer.get(player);
  }

  isOnline(player: number): boolean {
    return this.#byPlayer.has(player);
  }

  /** Binds a player to a session; the session that held the player before, if any. */
  bind(session: Session, player: number): Session | undefined {
    const before = this.#byPlayer.get(player);
    session.player = player;
    this.#byPlayer.set(player, session);
    return before === session ? undefined : before;
  }

  /** False when another session holds the player by now. */
  release(session: Session): boolean {
    const { player } = session;
    session.player = null;
    if (player === null || this.#byPlayer.get(player) !== session) return false;
    this.#byPlayer.delete(player);
    return true;
  }

  all(): Iterable<Session> {
    return this.#byPlayer.values();
  }

  get size(): number {
    return this.#byPlayer.size;
  }
}
