// What a configured radio's own words mean for a game on it: each finding one sentence for the sysop, with what to do.

import type { RadioFacts } from "../../radio/link.ts";
import { nodeName } from "../settings/ways.ts";

export interface Finding {
  /** `bad` keeps players from playing; `warn` makes it worse. */
  readonly level: "ok" | "warn" | "bad";
  readonly text: string;
}

/** The first firmware with keys for each node; before it a direct message is read by all who know the channel. */
const FIRST_WITH_KEYS = [2, 5] as const;
/** Above this the engine holds itself back to essentials. */
const BUSY_PERCENT = 25;
/** Small radios remember about 100 nodes and forget the oldest, with its key. */
const MANY_NODES = 90;

export function findingsOf(radio: RadioFacts): Finding[] {
  return [
    {
      level: "ok",
      text: `It is node ${nodeName(radio.myNode)}, "${radio.longName ?? "no name"}", firmware ${radio.firmware ?? "unknown"}.`,
    },
    regionFinding(radio),
    presetFinding(radio),
    keyFinding(radio),
    ...nodeFindings(radio),
    ...channelFindings(radio),
  ];
}

export function airtimeFinding(channelUtilization: number, airUtilTx: number): Finding {
  const said = `The channel is in use ${channelUtilization.toFixed(1)} % of the time, by this radio ${airUtilTx.toFixed(1)} %.`;
  return channelUtilization > BUSY_PERCENT
    ? { level: "warn", text: `${said} That is crowded: choose a faster preset or another frequency slot.` }
    : { level: "ok", text: said };
}

function regionFinding(radio: RadioFacts): Finding {
  if (radio.region === "UNSET")
    return { level: "bad", text: "Its region is not set, so it never transmits: set LoRa, Region in the Meshtastic app to where you are." };
  if (!radio.txEnabled)
    return { level: "bad", text: "Sending is switched off in it: switch on LoRa, Transmit Enabled in the Meshtastic app." };
  return { level: "ok", text: `Its region is ${radio.region}, and it may send.` };
}

function presetFinding(radio: RadioFacts): Finding {
  const said = `Its preset is ${radio.preset}, ${radio.hopLimit} hops.`;
  if (["LONG_SLOW", "LONG_MODERATE", "VERY_LONG_SLOW"].includes(radio.preset))
    return { level: "warn", text: `${said} One reply takes several seconds on air: a few players a day is all it carries.` };
  return { level: "ok", text: said };
}

function keyFinding(radio: RadioFacts): Finding {
  const [major = 0, minor = 0] = (radio.firmware ?? "").split(".").map(Number);
  const isOld = radio.firmware !== null && (major < FIRST_WITH_KEYS[0] || (major === FIRST_WITH_KEYS[0] && minor < FIRST_WITH_KEYS[1]));
  if (isOld)
    return {
      level: "bad",
      text: `Firmware ${radio.firmware} knows no keys for nodes, so players cannot be told apart safely: bring it to 2.6 or later.`,
    };
  if (radio.publicKey === null)
    return { level: "bad", text: "It has no public key: set a region, or regenerate the keys under Security in the Meshtastic app." };
  return { level: "ok", text: "It has a key: direct messages to it are private." };
}

function nodeFindings(radio: RadioFacts): Finding[] {
  const count = radio.nodes.length;
  const keyless = radio.nodes.filter((node) => node.publicKey === null).length;
  if (count === 0)
    return [{ level: "warn", text: "It knows no other node yet: is the antenna on, and is anybody near on this region and preset?" }];
  const said = `It knows ${count} other nodes, ${keyless} of them without a key.`;
  if (count < MANY_NODES) return [{ level: "ok", text: said }];
  return [
    { level: "warn", text: `${said} It will soon forget the oldest; the engine keeps its players' keys and gives them back when needed.` },
  ];
}

function channelFindings(radio: RadioFacts): Finding[] {
  const used = radio.channels.filter((channel) => channel.role !== "disabled");
  if (used.length === 0) return [{ level: "bad", text: "It has no channel: set a primary one in the Meshtastic app." }];
  const names = used.map((channel) => `${channel.index} "${channel.name || "default"}" (${channel.key})`).join(", ");
  return [{ level: "ok", text: `Its channels: ${names}.` }];
}
