// A world of a few lines for tests of the front's radios: it answers each text once, and dies when a text says so. What it was told and
// what it did is kept in a folder, as a store would.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FromWorld, ToWorld } from "../../../../engine/app/front/messages.ts";

const folder = process.argv[2]!;
const send = (...messages: FromWorld[]) => process.send!(messages);
const done = () => (existsSync(join(folder, "done")) ? readFileSync(join(folder, "done"), "utf8").split("\n") : []);
const note = (file: string, text: string) => appendFileSync(join(folder, file), `${text}\n`);

process.on("message", (messages) => {
  for (const message of messages as ToWorld[]) receive(message);
});
process.on("disconnect", () => process.exit(0));

function receive(message: ToWorld): void {
  if (message.t === "ping") send({ t: "pong" });
  else if (message.t === "stop") process.exit(0);
  else if (message.t === "radio") hear(message);
  else if (message.t === "resumed") note("told", `${process.pid} resumed`);
}

function hear({ radio, seq, event }: Extract<ToWorld, { t: "radio" }>): void {
  const what = event.kind === "status" ? `status ${event.status.state}` : event.kind;
  note("told", `${process.pid} ${radio} ${what}${seq === null ? "" : ` #${seq}`}`);
  if (seq === null) return;
  // Never done with: what became of a packet is to be told to the next world as well.
  if (event.kind === "acked" && existsSync(join(folder, "forgetful"))) return;
  if (event.kind === "text") answer(radio, event.text.text, event.text.from, event.text.packetId);
  send({ t: "radioDone", radio, seq });
}

function answer(radio: string, text: string, from: number, packetId: number): void {
  if (text === "die before" && !done().includes("died")) {
    note("done", "died");
    process.kill(process.pid, "SIGKILL");
  }
  if (done().includes(String(packetId))) return;
  note("done", String(packetId));
  send({
    t: "send",
    radio,
    packet: { kind: "text", packetId: packetId + 1, to: from, channel: 0, text: `You said ${text}.`, wantAck: true },
  });
  // The answer has left, and nobody was told that the text is done.
  if (text === "die after") setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);
  if (text === "die after") for (const end = performance.now() + 20; performance.now() < end; );
}

send({ t: "ready", phrases: { full: "Full.", away: "Away." } });
