// What a player asks of their radio by a verb: a code for one more radio, and how well they are heard. The answer is no script's to know.

import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId } from "../../base/ids.ts";
import type { SessionRequest } from "../../script/host/record.ts";
import type { Group } from "../group.ts";
import type { Play } from "../play.ts";
import { CODE_MS, drawCode, hashCode } from "./codes.ts";
import type { Directory } from "./directory.ts";
import type { Gateway } from "./gateway.ts";
import type { Presence } from "./presence.ts";

export interface AskedParts {
  readonly play: Play;
  readonly directory: Directory;
  readonly presence: Presence;
  gateway(radio: string): Gateway | undefined;
  random(): number;
  nowMs(): number;
}

/** Answers within the open group. */
export function answerAsked(parts: AskedParts, group: Group, player: number, what: SessionRequest): void {
  const text = what === "radio code" ? makeCode(parts, group, player) : statusText(parts, player);
  group.deliver({ player, text, reply: true });
}

function makeCode({ play, random, nowMs }: AskedParts, group: Group, player: number): string {
  const code = drawCode(random);
  play.write(group, play.radios.code(asEntityId(player), hashCode(code), nowMs() + CODE_MS, nowMs()));
  return play.commands.phrase("stdlib.mesh.code", { code: `s${code.toUpperCase()}`, wait: `d${CODE_MS}` });
}

function statusText({ play, directory, presence, gateway }: AskedParts, player: number): string {
  const say = (id: string, args: Readonly<Record<string, Wire>> = {}): string => play.commands.phrase(id, args);
  const node = presence.nodeOf(player);
  const record = node === null ? undefined : directory.record(node);
  if (record === undefined) return say("stdlib.mesh.no_radio");
  const { hops, radio } = record;
  const way =
    hops === null ? say("stdlib.mesh.way_unknown") : hops === 0 ? say("stdlib.mesh.way_direct") : say("stdlib.mesh.way_hops", { n: hops });
  const { fate, missed } = gateway(radio)?.delivery(record.node) ?? { fate: null, missed: 0 };
  const last = fate === null ? "" : say(fate === "arrived" ? "stdlib.mesh.fate_arrived" : "stdlib.mesh.fate_unsure");
  const rest = missed === 0 ? "" : say("stdlib.mesh.fate_missed", { n: missed });
  return [way, last, rest].filter((part) => part !== "").join(" ");
}
