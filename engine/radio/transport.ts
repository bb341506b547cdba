// The way bytes take to a radio: a serial line, a TCP connection, or a pipe in process. It knows no frames and tries nothing twice.

export interface Transport {
  /** As a sysop names it: `/dev/ttyUSB0`, `10.0.0.7:4403`. */
  readonly place: string;
  /** What to look at when something is there that does not answer as a radio does. */
  readonly advice: string;
  /** Begins one connection. Never throws; all that happens is told, and `closed` comes exactly once, whatever happened. */
  connect(on: TransportEvents): Connection;
}

export interface TransportEvents {
  opened(): void;
  data(bytes: Uint8Array): void;
  /** The connection could not be made, or is gone; `why` is a sentence for the sysop. */
  closed(why: string): void;
}

export interface Connection {
  /** Bytes written before `opened` or after `closed` are lost. */
  write(bytes: Uint8Array): void;
  /** Leads to `closed`, at once or soon. May be called at any time, and twice. */
  close(): void;
}
