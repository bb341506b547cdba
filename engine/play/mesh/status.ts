// How one radio stands, as plain data for `lore status`, the metrics and the log.

import type { Level } from "../../radio/outbox/load.ts";
import type { Trouble } from "../../radio/outbox/port.ts";

export interface GatewayStatus {
  readonly radio: string;
  /** Our own node; null until the radio has told about itself. */
  readonly node: number | null;
  readonly isUp: boolean;
  readonly region: string | null;
  readonly preset: string | null;
  /** How full the channel is: what may be sent. */
  readonly level: Level;
  /** Texts on their way. */
  readonly waiting: number;
  /** Airtime in ms that the radio may spend at once. */
  readonly airtimeMs: number;
  /** Nodes that the radio or we know of. */
  readonly nodes: number;
  /** Plain numbers by name: `in.…` of what came, `out.…` of the outbox. */
  readonly counters: Readonly<Record<string, number>>;
  readonly trouble: (Trouble & { readonly atMs: number }) | null;
  readonly heardMs: number | null;
}

/** Something the sysop should read once; `code` is a word for the log. */
export interface MeshNotice {
  readonly code: "trouble" | "bot" | "banned" | "rebind" | "bound" | "refused";
  readonly radio: string;
  readonly node: number;
  readonly detail: string;
}
