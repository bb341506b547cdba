// Where a served world answers questions about itself: a socket beside its database, so that whoever may read the one may ask the other.

import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The system takes no longer paths for sockets; Linux 107 bytes, others 103. */
const MOST_BYTES = 100;

export function socketPlace(db: string): string {
  const beside = `${db}.sock`;
  if (Buffer.byteLength(beside) <= MOST_BYTES) return beside;
  return join(tmpdir(), `lore-${createHash("sha256").update(db).digest("hex").slice(0, 16)}.sock`);
}
