// The playground's HTTP server: one page, the files it is made of, and its questions. It writes nothing to disk.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EngineError } from "../../base/errors.ts";
import { describeError } from "../describe-error.ts";
import { IMPORT_MAP_HASH, type ServedFile, servedFiles } from "./files.ts";
import { forbids, newNonce, setHeaders } from "./guard.ts";
import { QUESTIONS, type QuestionParts } from "./questions.ts";
import { type RefusalCode, refuse } from "./refusals.ts";

/** A text of 100,000 characters takes at most six bytes for each in JSON. */
const MOST_BYTES = 640_000;
/** Browsers hold a handful each. */
const MOST_CONNECTIONS = 200;
const ASK = "/ask/";

export class PlaygroundServer {
  readonly #parts: QuestionParts;
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, ServedFile> = servedFiles();
  #name = "localhost";

  constructor(parts: QuestionParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.maxConnections = MOST_CONNECTIONS;
  }

  /** Resolves with the port, which the system chooses when 0 is asked for. */
  listen(port: number, host: string): Promise<number> {
    this.#name = host;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error) =>
        reject(new EngineError("E_LISTEN", { address: `${host}:${port}`, detail: error.message }, error)),
      );
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.#parts.visits.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const nonce = newNonce();
    setHeaders(response, nonce, IMPORT_MAP_HASH);
    try {
      const refused = forbids(request, this.#name) ?? (await this.#respond(request, response, nonce));
      if (refused !== null) refuse(response, refused);
    } catch (error) {
      // The edge: the page hears that it failed, the console how.
      process.stderr.write(`lore: playground: ${describeError(error)}\n`);
      if (!response.headersSent) refuse(response, "bug");
    }
  }

  async #respond(request: IncomingMessage, response: ServerResponse, nonce: string): Promise<RefusalCode | null> {
    const path = (request.url ?? "/").split("?")[0]!;
    if (path.startsWith(ASK)) return await this.#ask(path.slice(ASK.length), request, response);
    const file = this.#files.get(path);
    if (file === undefined) return "unknown";
    if (request.method !== "GET") return "method";
    response.writeHead(200, { "content-type": file.type });
    response.end(file.read(nonce));
    return null;
  }

  async #ask(name: string, request: IncomingMessage, response: ServerResponse): Promise<RefusalCode | null> {
    const question = QUESTIONS.get(name);
    if (question === undefined) return "unknown";
    if (request.method !== "POST") return "method";
    const body = await bodyOf(request);
    if ("refused" in body) return body.refused;
    const reply = await question(this.#parts, body.json);
    if ("refused" in reply) {
      refuse(response, reply.refused, reply.detail);
      return null;
    }
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(reply.ok));
    return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly json: unknown } | { readonly refused: RefusalCode }> {
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) return { refused: "type" };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) return { refused: "large" };
    chunks.push(chunk as Buffer);
  }
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { refused: "json" };
  }
}
