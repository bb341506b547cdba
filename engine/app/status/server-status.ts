// How a served world stands, as plain data: what `lore status --json` prints, and what its lines and the metrics are made from.

import { SYSTEM_CLOCK } from "../../base/clock.ts";
import type { GatewayStatus } from "../../play/mesh/status.ts";
import type { LinkStatus, RadioFacts } from "../../radio/link.ts";
import { type Finding, findingsOf } from "../doctor/findings.ts";
import type { Alarm } from "../economy/alarms.ts";
import type { Front, WorldHealth } from "../front/front.ts";
import type { RadioWorldFacts } from "../front/messages.ts";
import type { RadioPost } from "../front/radio-post.ts";
import { overlayOf } from "../overlay-places.ts";

export interface ServerStatus {
  readonly nowMs: number;
  readonly pid: number;
  readonly startedMs: number;
  readonly pack: string;
  readonly db: string;
  readonly world: WorldHealth;
  /** Null while the world is away or does not answer. */
  readonly players: number | null;
  readonly entities: number | null;
  readonly telnet: { readonly host: string; readonly port: number; readonly connections: number };
  /** Of the last day, oldest first; null as above. */
  readonly alarms: readonly Alarm[] | null;
  /** Lines and texts whose turn is not done. */
  readonly unfinished: number;
  /** Files of packs that are read as they were edited in the game, as `town/quay.lore`. */
  readonly overlay: readonly string[];
  readonly radios: readonly RadioStatus[];
}

export interface RadioStatus {
  readonly link: Omit<LinkStatus, "radio">;
  readonly node: number | null;
  readonly region: string | null;
  readonly preset: string | null;
  /** The radio's own measures, in percent; null until it has told them. */
  readonly airtime: { readonly channelUtilization: number; readonly airUtilTx: number; readonly atMs: number } | null;
  /** What the radio says of itself that keeps players from playing or makes it worse. */
  readonly findings: readonly Finding[];
  /** Texts that waited for a world in vain. */
  readonly dropped: number;
  /** The world's side; null while there is no world. */
  readonly outbox: GatewayStatus | null;
}

export interface Served {
  readonly front: Front;
  readonly db: string;
  readonly pack: string;
  readonly telnet: { readonly host: string; readonly port: number };
}

const STARTED_MS = SYSTEM_CLOCK.now();

export async function serverStatus({ front, db, pack, telnet }: Served): Promise<ServerStatus> {
  const facts = await front.ask();
  return {
    nowMs: SYSTEM_CLOCK.now(),
    pid: process.pid,
    startedMs: STARTED_MS,
    pack,
    db,
    world: front.health,
    players: facts?.players ?? null,
    entities: facts?.entities ?? null,
    alarms: facts?.alarms ?? null,
    telnet: { ...telnet, connections: front.connections },
    unfinished: front.unfinished,
    overlay:
      overlayOf(db)
        ?.files()
        .map(({ pack, file }) => `${pack}/${file}`) ?? [],
    radios: front.radios.map((post) => radioStatus(post, facts?.radios ?? [])),
  };
}

function radioStatus(post: RadioPost, worldFacts: readonly RadioWorldFacts[]): RadioStatus {
  const { radio, ...link } = post.status();
  return {
    link,
    node: radio?.myNode ?? null,
    region: radio?.region ?? null,
    preset: radio?.preset ?? null,
    airtime: post.airtime,
    findings: worries(radio),
    dropped: post.dropped,
    outbox: worldFacts.find(({ gateway }) => gateway.radio === post.name)?.gateway ?? null,
  };
}

function worries(radio: RadioFacts | null): Finding[] {
  return radio === null ? [] : findingsOf(radio).filter(({ level }) => level !== "ok");
}
