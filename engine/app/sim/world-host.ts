// The world of a simulation in virtual time: what its link tells goes in, what is due is run, and when the world dies another is opened
// on the same store. As the front of a served world does, it keeps each text until the world says that it is done, and gives it again.

import type { Gateway } from "../../play/mesh/gateway.ts";
import type { Link, LinkEvent, OutPacket, RadioFacts } from "../../radio/link.ts";
import type { Agenda } from "../../radio/sim/agenda.ts";
import type { Composition } from "../compose.ts";

export interface WorldParts {
  readonly agenda: Agenda;
  readonly link: Link;
  /** Opens the world anew on what the last one left; `died` is to be told when its store fails. */
  open(died: () => void): Promise<Composition>;
  /** Told of each packet on its way to the radio. */
  sent(packet: OutPacket): void;
}

/** Of the radio, whose rows lie under it. */
const RADIO = "sim";
/** From the death of a world until the next is up, as the supervisor of a served world has it. */
const DOWN_MS = 2_000;

/** One life of the world. */
interface Life {
  readonly world: Composition;
  readonly gateway: Gateway;
  /** Works that are not done. */
  running: number;
  isDead: boolean;
}

export class WorldHost {
  readonly #parts: WorldParts;
  #life: Life | null = null;
  #facts: RadioFacts | null = null;
  /** Texts that no world has done, oldest first. */
  readonly #undone = new Set<LinkEvent>();
  #isDirty = false;
  #mustRaise = false;
  #deaths = 0;
  #disarm = (): void => {};

  constructor(parts: WorldParts) {
    this.#parts = parts;
  }

  /** How often a world has died. */
  get deaths(): number {
    return this.#deaths;
  }

  /** The world that lives now, if any. */
  get world(): Composition | null {
    return this.#life?.world ?? null;
  }

  get gateway(): Gateway | null {
    return this.#life?.gateway ?? null;
  }

  async start(): Promise<void> {
    await this.#raise();
    this.#parts.link.open((event) => this.#listen(event));
  }

  /** Whether anything has happened since `settle` that play must see to. */
  get needsSettling(): boolean {
    return this.#isDirty;
  }

  /** Runs what has come in until all of it is durable and told, or the world is dead. */
  async settle(): Promise<void> {
    this.#isDirty = false;
    if (this.#mustRaise) await this.#raise();
    const life = this.#life;
    if (life === null) return;
    await runOn(life, () => life.running > 0);
    if (!life.isDead) {
      // What the turns have written may go out.
      life.gateway.tick();
      await runOn(life, () => life.running > 0);
    }
    if (life.isDead) this.#bury(life);
    else this.#arm(life);
  }

  /** The world closes under its players: nothing is said and nobody leaves. */
  async stop(): Promise<void> {
    this.#disarm();
    await this.#parts.link.close();
    const world = this.#life?.world;
    this.#life = null;
    if (world === undefined) return;
    world.play.suspend();
    world.mesh.close();
    letGo(world);
  }

  async #raise(): Promise<void> {
    this.#mustRaise = false;
    let died = (): void => {};
    const world = await this.#parts.open(() => died());
    const gateway = world.mesh.radio(RADIO, (packet) => {
      if (this.#life?.gateway !== gateway) return;
      this.#parts.sent(packet);
      this.#parts.link.send(packet);
    });
    const life: Life = { world, gateway, running: 0, isDead: false };
    died = () => {
      life.isDead = true;
      this.#isDirty = true;
    };
    this.#life = life;
    await finish(life, world.play.start());
    await finish(life, world.mesh.start());
    if (this.#facts !== null) {
      await finish(life, gateway.event({ kind: "configured", radio: this.#facts }));
      await finish(life, gateway.event({ kind: "status", status: this.#parts.link.status() }));
    }
    // What the last one died of runs alone, one after the other.
    for (const event of [...this.#undone]) {
      await finish(life, gateway.event(event));
      if (!life.isDead) this.#undone.delete(event);
    }
    this.#isDirty = true;
  }

  #listen(event: LinkEvent): void {
    if (event.kind === "configured") this.#facts = event.radio;
    if (event.kind === "text") this.#undone.add(event);
    const life = this.#life;
    if (life === null) return;
    this.#follow(
      life,
      life.gateway.event(event).then(() => void this.#undone.delete(event)),
    );
    if (!life.isDead) life.gateway.tick();
  }

  #follow(life: Life, work: Promise<unknown>): void {
    this.#isDirty = true;
    life.running++;
    void work.then(() => void life.running--);
  }

  #arm({ world, gateway }: Life): void {
    const { agenda } = this.#parts;
    const dueMs = Math.max(agenda.now() + 1, Math.min(gateway.nextDueMs(), world.mesh.nextDueMs(), world.play.nextDueMs()));
    this.#disarm();
    if (dueMs !== Number.POSITIVE_INFINITY) this.#disarm = agenda.at(dueMs, () => this.#wake());
  }

  #wake(): void {
    const life = this.#life;
    if (life === null) return;
    this.#follow(life, life.world.play.tick());
    this.#follow(life, life.world.mesh.tick());
    if (!life.isDead) life.gateway.tick();
  }

  /** Lets go of a dead world without a word to it: what it had not written is lost, as it would be. */
  #bury({ world }: Life): void {
    this.#deaths++;
    this.#disarm();
    this.#life = null;
    letGo(world);
    this.#parts.agenda.after(DOWN_MS, () => {
      this.#mustRaise = true;
      this.#isDirty = true;
    });
  }
}

function letGo(world: Composition): void {
  world.script.close();
  world.units.close();
  world.store.close();
}

async function finish(life: Life, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  void work.then(() => {
    isDone = true;
  });
  await runOn(life, () => !isDone);
}

/** Play has no event loop to wait for in virtual time: its groups are run until nothing waits, or the world is dead. */
async function runOn(life: Life, isWaiting: () => boolean): Promise<void> {
  for (;;) {
    if (!life.isDead) life.world.play.flush();
    await settled();
    if (life.isDead || !isWaiting()) return;
  }
}

// A turn of the event loop: every promise already settled has then run on, also through chains.
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
