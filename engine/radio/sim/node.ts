// One simulated radio: memory, modem, router and host port put together, its chatter of its own, and its reboots.

import type { Chance } from "../../base/chance.ts";
import { airtimeMs } from "../airtime.ts";
import { BROADCAST } from "../link.ts";
import type { Agenda } from "./agenda.ts";
import type { Air, Listener } from "./air.ts";
import { Contacts } from "./contacts.ts";
import { type Body, type Frame, frameOf, type User } from "./frame.ts";
import { HostPort } from "./host-port.ts";
import { AirMeter } from "./meter.ts";
import { Modem, QUEUE_LENGTH, type Role } from "./modem.ts";
import { Router } from "./router.ts";
import type { Trace } from "./trace.ts";
import type { Weather } from "./weather.ts";

export interface NodeSetup {
  readonly num: number;
  readonly longName: string;
  readonly shortName: string;
  readonly role: Role;
  /** False for a node that has no keys: it writes under the channel's key. */
  readonly hasKey: boolean;
  readonly hopLimit: number;
  /** How many other nodes it can remember, 100 to 250. */
  readonly memory: number;
  /** Milliseconds between its own broadcasts; null for none. */
  readonly nodeInfoMs: number | null;
  readonly positionMs: number | null;
  readonly telemetryMs: number | null;
}

export interface NodeWorld {
  readonly index: number;
  readonly agenda: Agenda;
  readonly air: Air;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly weather: Weather;
  readonly dutyPercent: number;
}

/** From the order to reboot until it does, and from then until it is back (measured on the genuine firmware). */
export const REBOOT_GRACE_MS = 7_000;
export const REBOOT_DARK_MS = 2_000;
// A node tells of itself again this soon after it was found out to be unknown; a message some 17 s later got through (measured).
const INTRODUCTION_MS = { low: 2_000, high: 8_000 };

// A channel as full as this is spared (max_ and polite_channel_util_percent in src/airtime.h of the firmware).
const FULL_PERCENT = { nodeInfo: 40, position: 25, telemetry: 25 } as const;

export class SimNode implements Listener {
  readonly num: number;
  readonly setup: NodeSetup;
  readonly contacts: Contacts;
  readonly host: HostPort;
  readonly meter = new AirMeter();
  readonly #world: NodeWorld;
  readonly #modem: Modem;
  readonly #router: Router;
  #key: string | null;
  readonly #powerListeners = new Set<(isOn: boolean) => void>();
  #isOn = true;
  #boots = 1;

  constructor(setup: NodeSetup, world: NodeWorld) {
    this.num = setup.num;
    this.setup = setup;
    this.#world = world;
    this.#key = setup.hasKey ? newKey(world.chance) : null;
    this.contacts = new Contacts(setup.memory);
    this.#modem = new Modem({ ...world, num: setup.num, role: setup.role, meter: this.meter });
    this.#router = this.#newRouter();
    this.host = this.#newHost();
    this.#chatter("nodeInfo", setup.nodeInfoMs);
    this.#chatter("position", setup.positionMs);
    this.#chatter("telemetry", setup.telemetryMs);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get boots(): number {
    return this.#boots;
  }

  get user(): User {
    const { longName, shortName } = this.setup;
    return { longName, shortName, publicKey: this.#key };
  }

  receive(frame: Frame, db: number): void {
    this.#router.receive(frame, db);
  }

  overhear(airMs: number): void {
    this.meter.heard(this.#world.agenda.now(), airMs);
  }

  /** Tells all, or one, who it is. */
  introduce(to = BROADCAST): void {
    this.#send({ kind: "nodeInfo", user: this.user }, to);
  }

  /** A new key, as after a factory reset: others go on with the old one. */
  rekey(): void {
    this.#key = newKey(this.#world.chance);
  }

  /** Works on for a while, then is dark for a while. `isNoticed`: the host sees the connection close; otherwise there is only silence. */
  reboot(isNoticed = false): void {
    this.#world.agenda.after(REBOOT_GRACE_MS, () => this.crash(REBOOT_DARK_MS, isNoticed));
  }

  /** Dark at once, and back after `darkMs`. */
  crash(darkMs = REBOOT_GRACE_MS + REBOOT_DARK_MS, isNoticed = false): void {
    if (!this.#isOn) return;
    this.#setPower(false);
    this.host.reboot(isNoticed);
    this.#world.agenda.after(darkMs, () => {
      this.#boots++;
      this.#setPower(true);
    });
  }

  /** Told whenever it goes dark or comes back; gives back what ends it. */
  onPower(listen: (isOn: boolean) => void): () => void {
    this.#powerListeners.add(listen);
    return () => void this.#powerListeners.delete(listen);
  }

  /** Off, or on again, by hand. */
  setPower(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    if (!isOn) this.host.reboot(true);
    this.#setPower(isOn);
  }

  #setPower(isOn: boolean): void {
    this.#isOn = isOn;
    this.#world.air.setPower(this.#world.index, isOn);
    if (!isOn) {
      this.#modem.clear();
      this.#router.clear();
      this.meter.clear();
    }
    for (const listen of this.#powerListeners) listen(isOn);
  }

  #send(body: Body, to: number): void {
    const { num, setup } = this;
    if (!this.#isOn) return;
    this.#router.send(
      frameOf({ from: num, to, id: this.#newId(), channel: 0, hopLimit: setup.hopLimit, wantAck: false, seal: null, body }),
    );
  }

  // The first comes at some time within the period, so that a mesh does not speak all at once.
  #chatter(kind: "nodeInfo" | "position" | "telemetry", everyMs: number | null): void {
    if (everyMs === null) return;
    const { agenda, chance } = this.#world;
    const speak = (): void => {
      const isFull = this.meter.channelPercent(agenda.now()) >= FULL_PERCENT[kind];
      if (kind === "nodeInfo" && !isFull) this.introduce();
      else if (kind !== "nodeInfo" && !isFull) this.#send({ kind }, BROADCAST);
      agenda.after(everyMs, speak);
    };
    agenda.after(chance.fraction() * everyMs, speak);
  }

  #newRouter(): Router {
    const { agenda, air, chance, trace, dutyPercent } = this.#world;
    return new Router({
      num: this.num,
      role: this.setup.role,
      hopLimit: this.setup.hopLimit,
      agenda,
      trace,
      dutyPercent,
      modem: this.#modem,
      meter: this.meter,
      contacts: this.contacts,
      airMs: (frame) => airtimeMs(air.preset, frame.bytes),
      key: () => this.#key,
      newId: () => this.#newId(),
      deliver: (frame, db) => this.#deliver(frame, db),
      answer: (requestId, error, by) => this.host.answer(requestId, error, by),
      introduce: (to) => agenda.after(chance.between(INTRODUCTION_MS.low, INTRODUCTION_MS.high), () => this.introduce(to)),
    });
  }

  #newHost(): HostPort {
    const { agenda, chance, weather, trace, dutyPercent } = this.#world;
    return new HostPort({
      num: this.num,
      hopLimit: this.setup.hopLimit,
      agenda,
      chance,
      weather,
      send: (frame) => this.#router.send(frame),
      keys: () => ({ own: this.#key, of: (num) => this.contacts.keyOf(num) }),
      addContact: (num, user) => this.contacts.add(num, user, agenda.now()),
      queue: () => ({ free: this.#modem.free, max: QUEUE_LENGTH }),
      silenceMs: () => this.meter.silenceMs(agenda.now(), dutyPercent),
      usage: () => ({ channelUtilization: this.meter.channelPercent(agenda.now()), airUtilTx: this.meter.ownPercent(agenda.now()) }),
      delivered: (frame) => trace.note(agenda.now(), "delivered", this.num, frame),
    });
  }

  #deliver(frame: Frame, db: number): void {
    if (frame.body.kind === "nodeInfo") this.contacts.learn(frame.from, frame.body.user, this.#world.agenda.now());
    this.host.deliver(frame, db);
  }

  #newId(): number {
    return this.#world.chance.next32() || 1;
  }
}

/** 32 bytes in base64, like a genuine key. */
function newKey(chance: Chance): string {
  return Buffer.from(Array.from({ length: 32 }, () => chance.between(0, 255))).toString("base64");
}
