// What a sysop decides about the mesh; the engine's side of it is `MeshSettings`.

import { z } from "zod";
import type { Setting } from "./setting.ts";
import { NODES } from "./ways.ts";

const count = z.int().positive();

export const MESH_SETTINGS: readonly Setting[] = [
  {
    key: "unsealed",
    type: z.enum(["off", "guest", "password"]),
    doc: "who writes without a key (old firmware) is refused, may look around, or logs in on each visit",
  },
  {
    key: "session_idle_minutes",
    type: z.number().positive(),
    doc: "who sends nothing for so long is away, and ambience does not wait for them",
  },
  { key: "node_per_minute", type: count, doc: "commands of one node; more are dropped after one warning" },
  { key: "account_per_minute", type: count, doc: "the same for one account over all its radios" },
  { key: "frame_bytes", type: z.int().min(60).max(215), doc: "longest reply in one packet; official apps stop at 200" },
  { key: "ascii", type: z.boolean(), doc: "plain ASCII only, for the smallest screens" },
  {
    key: "duty_cycle",
    type: z.number().positive().max(1),
    doc: "share of an hour that a radio may send",
    otherwise: "the region's rule: 0.1 in EU_868",
  },
  { key: "mqtt", type: z.boolean(), doc: "takes packets that an MQTT bridge brought" },
  {
    key: "ignore",
    type: z.array(z.string().regex(/^![0-9a-fA-F]{8}$/)),
    way: NODES,
    takes: 'a list of nodes, as ["!0a0b0c0d"]',
    doc: "nodes that are never answered: other bots",
  },
  {
    key: "bot_prefixes",
    type: z.array(z.string().min(1)),
    takes: "a list of texts",
    doc: "a message that begins so is another bot's, and is never answered",
  },
  {
    key: "public_prefix",
    type: z.string().min(1).max(10),
    doc: "what a command on a public channel begins with",
    otherwise: "channels are not listened to",
  },
  {
    key: "public_channels",
    type: z.array(z.string().min(1)),
    takes: 'a list of names or indices, as ["0", "Games"]',
    doc: "channels where public commands count",
  },
  {
    key: "public_answer",
    type: z.enum(["dm", "channel"]),
    doc: "public commands are answered by a direct message, or on the channel to who is no farther than `beacon_hops`",
  },
  { key: "public_cooldown_seconds", type: z.number().min(0), doc: "how long one node waits between two public commands" },
  { key: "beacon_minutes", type: z.number().min(60), doc: "how often the world calls on the primary channel", otherwise: "never" },
  { key: "beacon_hops", type: z.int().min(0).max(1), doc: "how far that, and an answer on a channel, goes" },
  { key: "welcome_per_day", type: z.int().min(0), doc: "so many new nodes a day are greeted, each once ever" },
  { key: "welcome_hops", type: z.int().min(0).max(3), doc: "how far they may be" },
];
