// Gullwick at the end of a bad mesh: two people with phones, frames that are lost, doubled and reordered, a radio that reboots and a world
// that dies in the middle of commits. A person types a line again only when the world never had it.

import { type Composition, compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG, unhurried } from "../../engine/app/config.ts";
import { packFolder } from "../../engine/app/places.ts";
import { Faults } from "../../engine/app/sim/faults.ts";
import { layOut } from "../../engine/app/sim/layout.ts";
import type { SimOptions } from "../../engine/app/sim/options.ts";
import { type Committed, type WatchedStore, watchStore } from "../../engine/app/sim/watched-store.ts";
import { WorldHost } from "../../engine/app/sim/world-host.ts";
import { Chance } from "../../engine/base/chance.ts";
import { Phone } from "../../engine/radio/sim/phone.ts";
import { simLink } from "../../engine/radio/sim/sim-link.ts";
import { openMemoryStore } from "../../engine/store/memory-store.ts";
import type { World } from "../../engine/world/world.ts";
import type { Town, Townsman } from "./town-day.ts";

const SECOND_MS = 1_000;
/** So long a line may be on its way before it is typed again. */
const PATIENCE_MS = 5 * 60 * SECOND_MS;
/** So many characters tell an answer from an older one that is told again, as of two errands. */
const TOLD_APART = 80;
const LONGEST_MS = 4 * 3600 * SECOND_MS;
const CONFIG = unhurried(DEFAULT_CONFIG, 10_000, 30_000);

export class MeshTown implements Town {
  readonly counts = { typed: 0, retyped: 0, reboots: 0, deaths: 0, keysLost: 0 };
  readonly #options: SimOptions;
  readonly #layout: ReturnType<typeof layOut>;
  readonly #phones: Readonly<Record<Townsman, Phone>>;
  readonly #host: WorldHost;
  readonly #store = openMemoryStore();
  /** How often each packet was done. */
  readonly done = new Map<string, number>();
  /** What the world said to each node, by the commit that said it. */
  readonly #replies: { readonly to: number; readonly text: string }[] = [];
  #watched: WatchedStore | null = null;
  #faults: Faults | null = null;
  #lives = 0;

  constructor(options: SimOptions) {
    this.#options = options;
    this.#layout = layOut(options);
    const { mesh, server, players } = this.#layout;
    this.#phones = { ann: new Phone(mesh, players[0]!), bob: new Phone(mesh, players[1]!) };
    this.#host = new WorldHost({
      agenda: mesh.agenda,
      link: simLink(mesh, server, { name: "sim", seed: options.seed }),
      open: (died) => this.#open(died),
      sent: () => {},
    });
  }

  async start(): Promise<void> {
    await this.#host.start();
    await this.#advance(60 * SECOND_MS);
    this.#faults = this.#newFaults();
    for (const who of ["ann", "bob"] as const) {
      await this.say(who, "l");
      await this.say(who, who);
    }
  }

  /** Waits until the world has done the line once, and its answer stands on the phone: types it again, or asks for MORE, as people do. */
  async say(who: Townsman, line: string): Promise<string> {
    const { mesh, server } = this.#layout;
    const phone = this.#phones[who];
    const from = { inbox: phone.inbox.length, replies: this.#replies.length };
    const before = this.#doneBy(phone);
    const startMs = mesh.now();
    let typedMs = startMs;
    phone.write(server.num, line);
    this.counts.typed++;
    for (;;) {
      await this.#advance(5 * SECOND_MS);
      const read = phone.inbox.slice(from.inbox).map(({ text }) => text);
      const isDone = this.#doneBy(phone) > before;
      const said = this.#replies.slice(from.replies).find(({ to }) => to === phone.node.num);
      if (isDone && said !== undefined && read.join("\n").includes(said.text.slice(0, TOLD_APART))) {
        return read.join("\n");
      }
      if (mesh.now() - typedMs > PATIENCE_MS) {
        typedMs = mesh.now();
        phone.write(server.num, isDone ? "more" : line);
        this.counts.retyped++;
      }
      if (mesh.now() - startMs > LONGEST_MS) throw new RangeError(`No answer to ${who}> ${line}: ${isDone ? said?.text : "never came in"}`);
    }
  }

  /** While nobody plays nothing goes wrong by the clock: days would take hours. */
  async pass(ms: number): Promise<void> {
    this.#endFaults();
    await this.#advance(ms);
    this.#faults = this.#newFaults();
  }

  /** The world as a new life of it finds it. */
  async reopened(): Promise<{ readonly world: World; close(): void }> {
    this.#endFaults();
    await this.#host.stop();
    this.counts.deaths = this.#host.deaths;
    return this.#open(() => {});
  }

  #newFaults(): Faults {
    const { mesh, server, players } = this.#layout;
    const chance = new Chance(mesh.chance.next32());
    return new Faults({ mesh, server, players, options: this.#options, chance, killWorld: () => this.#watched?.die() });
  }

  #endFaults(): void {
    if (this.#faults === null) return;
    this.#faults.stop();
    this.counts.reboots += this.#faults.reboots;
    this.counts.keysLost += this.#faults.keysLost;
    this.#faults = null;
  }

  #doneBy(phone: Phone): number {
    const ids = new Set(phone.sent.map(({ id }) => id));
    return [...this.done].filter(([name]) => ids.has(Number(name.split(":").at(-1)))).length;
  }

  #committed({ done, texts }: Committed): void {
    for (const { packet } of done) this.done.set(packet, (this.done.get(packet) ?? 0) + 1);
    for (const { to, text, priority } of texts) if (priority === "reply") this.#replies.push({ to, text });
  }

  async #advance(forMs: number): Promise<void> {
    const { agenda } = this.#layout.mesh;
    const endMs = agenda.now() + forMs;
    while (agenda.step(endMs)) if (this.#host.needsSettling) await this.#host.settle();
    agenda.rest(endMs);
  }

  async #open(died: () => void): Promise<Composition> {
    const watched = watchStore(this.#store, { committed: (what) => this.#committed(what), departing: () => {} });
    this.#watched = watched;
    const seed = this.#options.seed + this.#lives++;
    const chance = new Chance(seed);
    return compose({
      folder: packFolder(this.#options.world),
      store: watched.store,
      clock: this.#layout.mesh.agenda,
      config: CONFIG,
      seed,
      nextSeed: () => chance.next32(),
      trusting: true,
      failed: (error) => {
        if (!watched.isDying) throw error;
        died();
      },
    });
  }
}
