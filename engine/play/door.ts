// What play knows of a connection: a place to put text, and who is behind it. Telnet, a terminal, a radio and a test fill it alike.

/** Where a session's output goes. Nothing is called before the turn that said it is durable. */
export interface Door {
  /** One frame, newlines inside. */
  send(text: string): void;
  /** A secret is about to be typed, or was. */
  hide?(hide: boolean): void;
  /** Who is behind the connection has changed; null: nobody. */
  known?(player: number | null): void;
  /** Play is done with this connection (`quit`, too many failures). */
  close(): void;
}

export interface Opening {
  readonly door: Door;
  /** For the log and for throttling: an address, a node. */
  readonly address: string;
  /** Trusted name: no password is asked, and a new one is made if need be (a local terminal, a transcript). */
  readonly as?: string;
  /** Entity of a player this connection was logged in as before the world restarted. */
  readonly player?: number | null;
}
