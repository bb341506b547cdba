// A world of a few lines for tests of the front: it echoes, and dies, hangs or forgets when told to. Lines that were run
// are kept in a file, as a store would.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { FromWorld, ToWorld } from "../../../../engine/app/front/messages.ts";

const file = process.argv[2]!;
const send = (...messages: FromWorld[]) => process.send!(messages);
const ran = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);

process.on("message", (messages) => {
  for (const message of messages as ToWorld[]) receive(message);
});
process.on("disconnect", () => process.exit(0));

function receive(message: ToWorld): void {
  if (message.t === "ping") send({ t: "pong" });
  else if (message.t === "stop") process.exit(0);
  else if (message.t === "open")
    send({ t: "text", connection: message.connection, text: message.player === null ? "Hello." : `Back, ${message.player}.` });
  else if (message.t === "long") send({ t: "text", connection: message.connection, text: "Too long." });
  else if (message.t === "idle")
    send({ t: "text", connection: message.connection, text: "Idle." }, { t: "close", connection: message.connection });
  else if (message.t === "line") run(message);
}

function run({ connection, packet, line }: Extract<ToWorld, { t: "line" }>): void {
  if (ran().includes(packet)) return void send({ t: "done", packet });
  send({ t: "begin" });
  if (line === "login") send({ t: "player", connection, player: 7 });
  if (line === "die") process.kill(process.pid, "SIGKILL");
  if (line === "hang") for (;;);
  appendFileSync(file, `${packet}\n`);
  // Somebody in the room who never stops talking.
  if (line === "chatter") setInterval(() => send({ t: "text", connection, text: "Blah." }), 20);
  if (line === "die after") process.kill(process.pid, "SIGKILL");
  send({ t: "text", connection, text: `You said ${line}.` }, { t: "done", packet }, { t: "rest" });
}

send({ t: "ready", phrases: { full: "Full.", away: "Away." } });
