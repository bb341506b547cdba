// Asks a running server how it stands, and gives it orders.

import { request } from "node:http";
import type { ReloadOrder, ReloadOutcome } from "../reload/order.ts";
import type { ServerStatus } from "./server-status.ts";
import { socketPlace } from "./socket-place.ts";

const PATIENCE_MS = 5_000;
/** A pack's transcripts are played within it. */
const RELOAD_MS = 700_000;

/** Null when nobody serves that database. */
export function askServer(db: string): Promise<ServerStatus | null> {
  return exchange(db, { path: "/status", patienceMs: PATIENCE_MS }) as Promise<ServerStatus | null>;
}

/** Null when nobody serves that database, or its world is away. */
export function orderReload(db: string, order: ReloadOrder): Promise<ReloadOutcome | null> {
  return exchange(db, { path: "/reload", patienceMs: RELOAD_MS, body: JSON.stringify(order) }) as Promise<ReloadOutcome | null>;
}

interface Question {
  readonly path: string;
  readonly patienceMs: number;
  readonly body?: string;
}

function exchange(db: string, { path, patienceMs, body }: Question): Promise<unknown> {
  return new Promise((resolve) => {
    const options = { socketPath: socketPlace(db), path, timeout: patienceMs, method: body === undefined ? "GET" : "POST" };
    const asked = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text)));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(null));
    asked.end(body);
  });
}
