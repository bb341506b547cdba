// All radios of a world: who is who behind which node, and which radio answers them. A text becomes a turn here, and what turns say becomes rows.

import type { Wire } from "../../../dsl/wire.ts";
import type { Clock } from "../../base/clock.ts";
import { type Part, plainPart } from "../../base/parts.ts";
import { toAscii } from "../../radio/compose/ascii.ts";
import { frameLimitBytes } from "../../radio/compose/limit.ts";
import { BROADCAST, type MeshText, type OutPacket } from "../../radio/link.ts";
import type { Trouble } from "../../radio/outbox/port.ts";
import type { Store } from "../../world/port.ts";
import { nodeName, radioOf, radiosAt } from "../../world/radios.ts";
import type { World } from "../../world/world.ts";
import { ARGON2, type Secrets } from "../account-secrets.ts";
import type { FrameShape, Occasion } from "../door.ts";
import type { Group } from "../group.ts";
import { plainLine } from "../line.ts";
import type { Play } from "../play.ts";
import { answerAsked } from "./asked.ts";
import { Bots } from "./bots.ts";
import { Directory, type NodeRecord } from "./directory.ts";
import { Doorkeeper, type LoginCheck, type Verdict } from "./doorkeeper.ts";
import { Failover } from "./failover.ts";
import { Gateway } from "./gateway.ts";
import { type Heard, heardOf, loginOf, NODE_ROWS, packetOf } from "./heard.ts";
import { Held } from "./held.ts";
import { Manners } from "./manners.ts";
import { PacketIds } from "./packet-ids.ts";
import { Post } from "./post.ts";
import { Presence } from "./presence.ts";
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from "./settings.ts";
import { Sieve } from "./sieve.ts";
import type { GatewayStatus, MeshNotice } from "./status.ts";

export interface MeshParts {
  readonly play: Play;
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
  readonly settings?: MeshSettings;
  readonly secrets?: Secrets;
  /** 0 to 1, for packet ids and codes: unpredictable unless a simulation fixes it. */
  random?(): number;
  /** For the sysop's log. */
  notice?(notice: MeshNotice): void;
  /** The store failed; the process should end and be started again. */
  failed(error: unknown): void;
}

/** Texts whose copies are known without a look at the disk. */
const RECENT = 2_000;
const MORE = new Set(["m", "more"]);

export class Mesh {
  readonly settings: MeshSettings;
  readonly #parts: MeshParts;
  readonly #gateways = new Map<string, Gateway>();
  readonly #directory: Directory;
  readonly #bots: Bots;
  readonly #post: Post;
  readonly #ids: PacketIds;
  readonly #presence: Presence;
  readonly #sieve: Sieve;
  readonly #door: Doorkeeper;
  readonly #manners: Manners;
  readonly #held: Held;
  readonly #failover: Failover;
  readonly #recent = new Map<string, Promise<void>>();

  constructor(parts: MeshParts) {
    this.#parts = parts;
    this.settings = parts.settings ?? DEFAULT_MESH_SETTINGS;
    const { play, world, store, secrets = ARGON2 } = parts;
    const { settings } = this;
    const nowMs = () => parts.clock.now();
    this.#directory = new Directory(world);
    this.#bots = new Bots(world);
    this.#post = new Post(store);
    this.#ids = new PacketIds(store, () => this.#random());
    this.#presence = new Presence({
      ...{ play, directory: this.#directory, idleMs: settings.sessionIdleMinutes * 60_000, nowMs },
      frame: (node) => this.#frame(node),
      write: (node, text, occasion) => this.#write(node, text, occasion),
      say: (node, text) => this.#say(node, text),
    });
    this.#sieve = new Sieve({ world, settings, bots: this.#bots, nowMs });
    this.#door = new Doorkeeper({
      ...{ play, world, directory: this.#directory, presence: this.#presence, secrets, unsealed: settings.unsealed, nowMs },
      notice: (notice) => parts.notice?.(notice),
    });
    const gateways = this.#gateways;
    this.#manners = new Manners({
      play,
      world,
      settings,
      gateways,
      nowMs,
      post: this.#post,
      sieve: this.#sieve,
      directory: this.#directory,
    });
    this.#held = new Held(store, this.#post);
    this.#failover = new Failover({
      ...{ store, directory: this.#directory, held: this.#held, gateways, nowMs },
      run: (job) => play.run(job),
    });
    play.committed = () => this.#releaseLater();
    play.asked = (group, question) => {
      const asked = { play, world, directory: this.#directory, presence: this.#presence, nowMs, random: () => this.#random() };
      answerAsked({ ...asked, gateway: (radio) => this.#gateways.get(radio) }, group, question);
    };
  }

  /** Takes up who was there before a restart, and the texts whose turn was not done. After `play.start()`, before the first event. */
  async start(): Promise<void> {
    this.#presence.resume();
    await this.#manners.start();
    // One after the other: what killed the world before has one culprit.
    for (const row of this.#parts.play.left(NODE_ROWS)) {
      const done = this.#once(heardOf(row), null);
      this.#parts.play.flush();
      await done;
    }
  }

  /** Attaches a radio under a name that stays the same over restarts: its rows lie under it. */
  radio(name: string, send: (packet: OutPacket) => void): Gateway {
    this.#gateways.get(name)?.close();
    const { store, clock, play, failed } = this.#parts;
    const gateway = new Gateway({
      ...{ name, store, send, failed, settings: this.settings, directory: this.#directory, bots: this.#bots },
      nowMs: () => clock.now(),
      packetId: () => this.#ids.next(),
      text: (at, text) => this.#text(at, text),
      heard: (at, node, atMs) => this.#failover.heard(at, node, atMs),
      learned: (at, facts) => this.#manners.learned(at, facts),
      found: (nodes) => this.#manners.found(nodes),
      acked: (at, packetId) => {
        for (const other of this.#gateways.values()) if (other !== at) other.settle(packetId);
      },
      missed: (texts) => play.commands.phrase("stdlib.mesh.missed", { texts: `s${texts.join("\n")}` }),
      late: () => play.commands.phrase("stdlib.mesh.late"),
      trouble: (at, trouble) => this.#trouble(at, trouble),
    });
    this.#gateways.set(name, gateway);
    return gateway;
  }

  /** When `tick` is to be called: the next session that ends, or word that is due. */
  nextDueMs(): number {
    return Math.min(this.#presence.nextDueMs(), this.#manners.nextDueMs());
  }

  /** Ends the sessions of nodes that are silent for long. */
  async tick(): Promise<void> {
    const nowMs = this.#parts.clock.now();
    if (this.#manners.nextDueMs() <= nowMs) await this.#manners.tick();
    if (this.#presence.nextDueMs() > nowMs) return;
    await this.#presence.tick();
    await this.#parts.play.run((group) => group.keep(this.#directory.takeChanges(this.#parts.clock.now())));
  }

  status(): readonly GatewayStatus[] {
    return [...this.#gateways.values()].map((gateway) => gateway.status());
  }

  /** Players who are there by radio. */
  online(): number {
    return this.#presence.size;
  }

  close(): void {
    for (const gateway of this.#gateways.values()) gateway.close();
  }

  // ------------------------------------------------------------------- texts

  #text(gateway: Gateway, text: MeshText): Promise<void> {
    const isPublic = text.to === BROADCAST;
    const dropped = isPublic ? this.#manners.address(gateway, text) : this.#sieve.address(text, gateway.node);
    if (dropped !== null) {
      gateway.count(`dropped.${dropped}`);
      return Promise.resolve();
    }
    const name = `${text.from} ${text.packetId}`;
    const before = this.#recent.get(name);
    if (before !== undefined) {
      gateway.count("again");
      return before;
    }
    const done = isPublic ? this.#takePublic(gateway, text) : this.#take(gateway, text);
    this.#recent.set(name, done);
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    return done;
  }

  async #takePublic(gateway: Gateway, text: MeshText): Promise<void> {
    const reason = await this.#manners.command(gateway, text);
    if (reason === "found") this.#silence(gateway.name, text);
    gateway.count(reason === null ? "public" : `dropped.${reason}`);
  }

  async #take(gateway: Gateway, text: MeshText): Promise<void> {
    const heard = this.#heard(gateway, text);
    // A node that has a key is never spoken for by who writes in its name without.
    const forged = heard.key === null && radiosAt(this.#parts.world, heard.node).length > 0;
    const reason = forged ? "unsealed" : this.#sieve.manners(text, this.#playerOf(heard));
    if (reason === "slow") await this.#refuse(heard, "stdlib.mesh.slow");
    if (reason === "found") this.#silence(gateway.name, text);
    gateway.count(reason === null ? "texts" : `dropped.${reason}`);
    if (reason !== null) return;
    const login = loginOf(heard);
    const isAsked = login !== null && (heard.key !== null || this.settings.unsealed === "password") && this.#playerOf(heard) === null;
    await this.#once(heard, isAsked ? await this.#door.check(heard, login) : null);
  }

  /** A restart is no way out of it. */
  #silence(radio: string, { from, text }: MeshText): void {
    this.#notice("bot", radio, from, text.slice(0, 40));
    void this.#parts.play.run((group) => group.keep(this.#bots.takeChanges()));
  }

  #heard(gateway: Gateway, { from, packetId, pki, publicKey, channel, hopsUsed, text }: MeshText): Heard {
    const key = pki ? (publicKey ?? this.#directory.facts(from)?.publicKey ?? null) : null;
    const base = { node: from, packetId, radio: gateway.name, key, channel, hops: hopsUsed, line: text };
    return { ...base, atMs: this.#parts.clock.now() };
  }

  #playerOf({ key, node }: Heard): number | null {
    if (key === null) return this.#presence.playerAt(node);
    const player = radioOf(this.#parts.world, key)?.player;
    return player === undefined || this.#parts.world.entity(player) === undefined ? null : player;
  }

  /** A text that is answered without being done; a copy of it is not answered again. */
  #refuse(heard: Heard, text: string): Promise<void> {
    return this.#parts.play.once(
      packetOf(heard),
      (group) => this.#reply(group, heard, text),
      (group) => this.#reply(group, heard, text),
    );
  }

  #once(heard: Heard, check: LoginCheck | null): Promise<void> {
    return this.#parts.play.once(
      packetOf(heard),
      (group) => this.#run(group, heard, check),
      (group) => this.#reply(group, heard, "stdlib.core.set_aside"),
    );
  }

  #reply(group: Group, heard: Heard, text: string): void {
    this.#meet(group, heard);
    this.#answer(heard, text);
    group.keep(this.#directory.takeChanges(heard.atMs));
  }

  /** How this node is to be answered from now on. Under another key it is another's, until a code says otherwise. */
  #meet(group: Group, { node, radio, key, channel, hops, atMs }: Heard): void {
    const before = this.#directory.record(node);
    const owner = this.#ownerOf(before);
    if (owner !== null && before?.key !== key && owner !== this.#ownerOf({ key, player: null })) {
      this.#presence.leave(node);
      this.#failover.estranged(node, owner);
    }
    this.#failover.wrote(group, node, radio);
    // Another key is another newcomer.
    const anew = before?.key === key ? {} : { proposed: null };
    this.#directory.put(node, { radio, key, channel, hops, heardMs: atMs, ...anew });
  }

  /** Whose the node is: of a key, or of who sits behind it in the open. */
  #ownerOf(record: Pick<NodeRecord, "key" | "player"> | undefined): number | null {
    if (record === undefined) return null;
    return record.key === null ? record.player : (radioOf(this.#parts.world, record.key)?.player ?? null);
  }

  /** The text's own turns, in the open group. */
  #run(group: Group, heard: Heard, check: LoginCheck | null): void {
    const { node, radio, atMs } = heard;
    const { play } = this.#parts;
    this.#meet(group, heard);
    const { player, text, args, line = heard.line, isNew } = this.#verdict(group, heard, check);
    if (player === undefined && text !== undefined) this.#answer(heard, text, args);
    if (player !== undefined) {
      this.#held.give(player, { to: node, radio, channel: heard.channel });
      const greeting: Part[] = [];
      this.#presence.arrive(group, player, node, isNew && greeting);
      const first = text === undefined ? "" : play.commands.phrase(text, args);
      if (greeting.length > 0) play.reply(group, player, [plainPart(first), ...greeting]);
      else play.typed(group, player, line, first);
      if (MORE.has(plainLine(heard.line).toLowerCase())) group.after(() => this.#gateways.get(radio)?.more(node));
    }
    group.keep(this.#directory.takeChanges(atMs));
  }

  /** The player whose command it is, or what the door makes of it. */
  #verdict(group: Group, heard: Heard, check: LoginCheck | null): Verdict {
    const known = this.#playerOf(heard);
    const linked = this.#door.link(group, heard);
    if (linked !== null) return linked;
    // A login's line is empty when it comes from the inbox.
    const isLogin = loginOf(heard) !== null || heard.line === "";
    if (known !== null) return isLogin ? { text: "stdlib.mesh.in_already" } : { player: known };
    if (isLogin && (heard.key !== null || this.settings.unsealed === "password")) return this.#door.login(group, heard, check);
    return heard.key === null ? this.#door.unsealed(group, heard) : this.#door.newcomer(group, heard, heard.key);
  }

  // ----------------------------------------------------------------- answers

  #answer({ node, radio, channel }: Heard, text: string, args: Readonly<Record<string, Wire>> = {}): void {
    const phrase = this.#parts.play.commands.phrase(text, args);
    const plain = this.settings.ascii ? toAscii(phrase) : phrase;
    this.#post.write({ radio, node, channel, text: plain, occasion: "reply" }, this.#parts.clock.now());
  }

  /** Brief while the channel is full. */
  #frame(node: number): FrameShape {
    const { radio, key } = this.#directory.record(node)!;
    const limitBytes = frameLimitBytes({ pkc: key !== null }, this.settings.frameBytes);
    const isFree = (this.#gateways.get(radio)?.level() ?? "normal") === "normal";
    return { limitBytes, manner: isFree ? "verbose" : "brief", ascii: this.settings.ascii };
  }

  #write(node: number, text: string, occasion: Occasion): void {
    const { radio, channel } = this.#directory.record(node)!;
    this.#post.write({ radio, node, channel, text, occasion }, this.#parts.clock.now());
  }

  #say(node: number, text: string): void {
    const { store } = this.#parts;
    store.begin();
    this.#write(node, text, "reply");
    store.commit();
    this.#releaseLater()();
  }

  /** What has been written since the last time: the schedulers may have it once it is durable. */
  #releaseLater(): () => void {
    const written = this.#post.take();
    return () => {
      for (const { radio, row } of written) this.#gateways.get(radio)?.add(row);
    };
  }

  // ------------------------------------------------------------------ inside

  #trouble({ name }: Gateway, { kind, node, error }: Trouble): void {
    this.#notice("trouble", name, node, `${kind}: ${error} with ${nodeName(node)}`);
  }

  #notice(code: MeshNotice["code"], radio: string, node: number, detail: string): void {
    this.#parts.notice?.({ code, radio, node, detail });
  }

  #random(): number {
    return this.#parts.random?.() ?? crypto.getRandomValues(new Uint32Array(1))[0]! / 0x1_0000_0000;
  }
}
