// Asks a running server how it stands.

import { request } from "node:http";
import type { ServerStatus } from "./server-status.ts";
import { socketPlace } from "./socket-place.ts";

const PATIENCE_MS = 5_000;

/** Null when nobody serves that database. */
export function askServer(db: string): Promise<ServerStatus | null> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socketPlace(db), path: "/status", timeout: PATIENCE_MS }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text) as ServerStatus));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(null));
    asked.end();
  });
}
