// Answers who asks how the world stands: `lore status` by a socket beside the database, Prometheus by HTTP where the settings say so.
// By the socket alone, orders come too: `lore reload`.

import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EngineError } from "../../base/errors.ts";
import type { Logger } from "../log.ts";
import { readOrder } from "../reload/order.ts";
import { renderMetrics } from "./metrics.ts";
import { type Served, serverStatus } from "./server-status.ts";
import { socketPlace } from "./socket-place.ts";

export interface Reports {
  close(): void;
}

/** Only whoever holds the database may call this: a socket that lies there is an earlier life's. */
export async function openReports(served: Served, metrics: { host: string; port: number | null }, log: Logger): Promise<Reports> {
  const place = socketPlace(served.db);
  rmSync(place, { force: true });
  const socket = createServer((request, response) => void answer(served, request, response));
  await listening(socket, place, () => socket.listen(place));
  // The status names players' nodes: it is for who may read the database.
  chmodSync(place, 0o600);
  const page = metrics.port === null ? null : createServer((request, response) => void answerMetrics(served, request, response));
  if (page !== null) {
    await listening(page, `${metrics.host}:${metrics.port}`, () => page.listen(metrics.port!, metrics.host));
    log.info({ host: metrics.host, port: (page.address() as AddressInfo).port }, "metrics are served at /metrics");
  }
  return {
    close() {
      socket.close();
      page?.close();
      rmSync(place, { force: true });
    },
  };
}

function listening(server: Server, address: string, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new EngineError("E_LISTEN", { address, detail: error.message }, error)));
    server.once("listening", resolve);
    listen();
  });
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/reload" && request.method === "POST") await answerReload(served, request, response);
  else if (request.url === "/status") send(response, 200, "application/json", `${JSON.stringify(await serverStatus(served))}\n`);
  else await answerMetrics(served, request, response);
}

async function answerReload({ front }: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk as string;
  const order = readOrder(body);
  if (order === null) send(response, 400, "text/plain", "An order is an object with who, to, dry and untested.\n");
  else send(response, 200, "application/json", `${JSON.stringify(await front.reload(order))}\n`);
}

async function answerMetrics(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/metrics") send(response, 200, "text/plain; version=0.0.4", renderMetrics(await serverStatus(served)));
  else send(response, 404, "text/plain", "There is /metrics.\n");
}

function send(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { "content-type": type, connection: "close" });
  response.end(body);
}
