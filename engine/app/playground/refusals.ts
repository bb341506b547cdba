// What the playground answers instead of what was asked: one table, so that page and tests know each by its name.

import type { ServerResponse } from "node:http";

const REFUSALS = {
  host: [403, "The playground answers only under its own address."],
  origin: [403, "This was asked by another site's page."],
  unknown: [404, "There is nothing here."],
  method: [405, "This is asked in another way."],
  type: [415, "A question is JSON."],
  large: [413, "That is more than the playground takes at once."],
  json: [400, "The question is no JSON."],
  shape: [400, "The question lacks something, or has it in another shape."],
  gone: [410, "This scratch world has ended: it was not used for too long, or the playground was started anew."],
  full: [503, "All scratch worlds are in use. Close a page, or wait."],
  bug: [500, "The playground failed; its console says how."],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type RefusalCode = keyof typeof REFUSALS;

export function refuse(response: ServerResponse, code: RefusalCode, detail = ""): void {
  const [status, message] = REFUSALS[code];
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ error: { code, message: detail === "" ? message : `${message} ${detail}` } }));
}
