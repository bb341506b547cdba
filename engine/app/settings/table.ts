// Every setting there is. A new one is a row here and a field of `Config`; file, print and page follow.

import { z } from "zod";
import type { Section, Setting } from "./setting.ts";
import { MESH_SETTINGS } from "./table-mesh.ts";
import { RADIO_SETTINGS } from "./table-radio.ts";
import { HOURS, MINUTES } from "./ways.ts";

const count = z.int().positive();

const TOP: readonly Setting[] = [
  { key: "world", type: z.string().min(1), doc: "name or folder of the pack that is played" },
  { key: "db", type: z.string().min(1), doc: "database file", otherwise: "`.lore/PACK.db`" },
];

const TELNET: readonly Setting[] = [
  {
    key: "host",
    type: z.string().min(1),
    doc: "address to listen on; telnet is in the clear, so only this machine hears it unless you say so",
  },
  { key: "port", type: z.int().min(0).max(65_535), doc: "0 lets the system choose" },
  { key: "max_connections", type: count, doc: "connections at once" },
  { key: "max_per_address", type: count, doc: "connections from one address" },
  { key: "max_line_bytes", type: count.max(100_000), doc: "a longer line is refused" },
  { key: "max_waiting", type: count, doc: "unanswered lines of one connection before it is not read any more" },
  { key: "idle_minutes", type: z.number().positive(), field: "idleMs", way: MINUTES, doc: "who types nothing for so long is hung up on" },
];

const BUDGET: readonly Setting[] = [
  { key: "fuel", type: count, doc: "steps, the same on every machine" },
  { key: "wall_ms", type: count, doc: "time by the clock" },
  { key: "messages", type: count, doc: "lines put before readers; one text for five readers counts five" },
  { key: "effects", type: count, doc: "writes: properties, moves, creations, rows, money" },
  { key: "nesting", type: count.max(16), doc: "triggers within triggers" },
  { key: "depth", type: count.max(100), doc: "calls from pack to pack" },
  { key: "rows", type: count, doc: "rows of a query without a limit" },
  { key: "walk", type: count, doc: "rows of a loop" },
  { key: "jobs", type: count, doc: "questions and timers left behind" },
  { key: "waiting", type: count, doc: "`after` blocks of one pack at any time" },
];

const SANDBOX: readonly Setting[] = [
  { key: "memory_mb", type: count.min(8), doc: "memory of each isolate; there is one for each pack" },
  { key: "max_live", type: count, doc: "isolates at once" },
  {
    key: "idle_minutes",
    type: z.number().positive(),
    field: "idleMs",
    way: MINUTES,
    doc: "after so long an isolate is dropped, and built again when it is called",
  },
];

const LOG: readonly Setting[] = [
  { key: "level", type: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]), doc: "what is written down, JSON lines" },
  { key: "file", type: z.string().min(1), doc: "where to", otherwise: "standard error" },
];

const SUPERVISION: readonly Setting[] = [
  { key: "turn_ms", type: count.min(100), doc: "a world that gives no sign of life for so long is killed and started again" },
  { key: "rest_ms", type: count, doc: "the same while it waits for the disk" },
  { key: "start_ms", type: count, doc: "the same while it starts" },
  { key: "drain_ms", type: z.int().min(0), doc: "after SIGTERM: how long running commands and radio packets under way may take" },
];

const RELOAD: readonly Setting[] = [
  { key: "watch", type: z.boolean(), doc: "reloads the packs when one of their files changes" },
  {
    key: "warm",
    type: z.enum(["auto", "yes", "no"]),
    doc: "a process that has read the packs waits for the next reload, so that the first is as quick as any; `auto`: where files are watched, or the machine has 4 GB of memory",
  },
  {
    key: "live",
    type: z.enum(["auto", "files", "overlay", "no"]),
    doc: "where edits of packs' files go that are typed in the game: `files`, an `overlay` beside the database, `auto` into files where they can be written and else into the overlay, `no` nowhere",
  },
  {
    key: "live_tests",
    type: z.boolean(),
    doc: "the packs' transcripts are played against such an edit before it is in force: it is refused when one fails, and takes as long as they do",
  },
  {
    key: "faults",
    type: z.int().min(0),
    field: "canary.faults",
    doc: "so many faults of scripts after a reload bring the packs before back; 0: they never do",
  },
  {
    key: "watched_minutes",
    type: z.number().positive(),
    field: "canary.watchMs",
    way: MINUTES,
    doc: "how long after a reload faults are counted",
  },
];

const TRIES: readonly Setting[] = [
  {
    key: "most",
    type: z.int().min(0),
    doc: "private copies of the world at once, each as large as the database and a world more in memory; 0: none",
  },
];

const LEDGER: readonly Setting[] = [
  {
    key: "proven_hours",
    type: z.number().min(0).max(500),
    field: "provenMs",
    way: HOURS,
    doc: "after so long the book of the money is proven again, on a copy and beside the world (`E_LEDGER`); 0: only when the world starts",
  },
];

const METRICS: readonly Setting[] = [
  { key: "host", type: z.string().min(1), doc: "address of the page for Prometheus" },
  { key: "port", type: z.int().min(0).max(65_535), doc: "its port", otherwise: "no page" },
];

const GRANTS: Setting = {
  key: "PACK",
  type: z.array(z.string()),
  doc: "capabilities of that pack",
  takes: 'a list of texts, as ["charge", "speak far"]',
};

export const SECTIONS: readonly Section[] = [
  { name: "", field: "", form: "one", doc: "Above all sections.", settings: TOP },
  { name: "telnet", field: "telnet", form: "one", doc: "The door for terminals (`lore serve`).", settings: TELNET },
  { name: "radio", field: "radios", form: "many", doc: "A radio (`lore serve`): one `[[radio]]` for each.", settings: RADIO_SETTINGS },
  { name: "mesh", field: "mesh", form: "one", doc: "How the world behaves on the mesh, over all radios.", settings: MESH_SETTINGS },
  { name: "budget", field: "budget", form: "one", doc: "What one turn may spend, with all that it sets off.", settings: BUDGET },
  { name: "sandbox", field: "sandbox", form: "one", doc: "Where scripts run.", settings: SANDBOX },
  {
    name: "grants",
    field: "grants",
    form: "free",
    doc: "Capabilities for packs that did not come with Loremesh, by the pack's id.",
    settings: [GRANTS],
  },
  { name: "log", field: "log", form: "one", doc: "The sysop's log.", settings: LOG },
  {
    name: "supervision",
    field: "patience",
    form: "one",
    doc: "How long the front waits for the world (`lore serve`).",
    settings: SUPERVISION,
  },
  { name: "reload", field: "reload", form: "one", doc: "Other packs for a world that runs (`lore serve`).", settings: RELOAD },
  { name: "ledger", field: "ledger", form: "one", doc: "The book of the money (`lore serve`).", settings: LEDGER },
  { name: "try", field: "tries", form: "one", doc: "Private copies of the world, in which builders try things out.", settings: TRIES },
  { name: "metrics", field: "metrics", form: "one", doc: "Numbers for Prometheus (`lore serve`).", settings: METRICS },
];
