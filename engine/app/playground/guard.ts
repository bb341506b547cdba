// Who may ask: only pages that this server itself has given out. A site elsewhere may neither send a question here nor, by giving its own
// name this machine's address, read an answer.

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import type { RefusalCode } from "./refusals.ts";

/** `name`: how the server was told to call itself, besides `localhost` and addresses. */
export function forbids({ headers, method }: IncomingMessage, name: string): RefusalCode | null {
  const host = headers.host ?? "";
  // A name that somebody else owns may be led to this machine; an address cannot.
  if (!isOwnHost(host, name)) return "host";
  if (method === "GET") return null;
  if (headers.origin !== `http://${host}`) return "origin";
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" ? "origin" : null;
}

function isOwnHost(host: string, name: string): boolean {
  const bare = host.replace(/:\d+$/, "").toLowerCase();
  return bare === "localhost" || bare === name.toLowerCase() || isIP(bare.replace(/^\[(.*)\]$/, "$1")) !== 0;
}

/** A mark for this page's own styles. */
export function newNonce(): string {
  return randomBytes(16).toString("base64url");
}

export function setHeaders(response: ServerResponse, nonce: string, importMapHash: string): void {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${importMapHash}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // The editor places what it draws by attributes; nothing from outside ever becomes one.
    "style-src-attr 'unsafe-inline'",
    // Squiggles and the icon are pictures in the style sheet.
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  response.setHeader("content-security-policy", policy.join("; "));
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("cache-control", "no-store");
}
