// How the world behaves on channels that are not its own: what it answers there, when it calls, whom it greets. All of it is off unless the sysop
// says otherwise, leaves with the lowest priority, and only while the channel is quiet.

import type { MeshText, NodeFacts } from "../../radio/link.ts";
import { banOf, radiosAt } from "../../world/radios.ts";
import type { World } from "../../world/world.ts";
import type { Play } from "../play.ts";
import { Beacon } from "./beacon.ts";
import { isMachine } from "./bots.ts";
import type { Directory } from "./directory.ts";
import type { Gateway } from "./gateway.ts";
import { Greeter } from "./greeter.ts";
import type { Post } from "./post.ts";
import { CHANNEL_ROWS, PublicWords } from "./public-words.ts";
import type { MeshSettings } from "./settings.ts";
import type { DropReason, Sieve } from "./sieve.ts";

export interface MannersParts {
  readonly play: Play;
  readonly world: World;
  readonly post: Post;
  readonly sieve: Sieve;
  readonly directory: Directory;
  readonly settings: MeshSettings;
  readonly gateways: ReadonlyMap<string, Gateway>;
  nowMs(): number;
}

export class Manners {
  readonly #parts: MannersParts;
  readonly #words: PublicWords;
  readonly #beacon: Beacon;
  readonly #greeter: Greeter;

  constructor(parts: MannersParts) {
    this.#parts = parts;
    const { play, settings, directory } = parts;
    this.#words = new PublicWords({
      ...parts,
      isMachine: (node) => isMachine(directory.facts(node)),
      answer: (word) => play.commands.ask("stdlib.public_answer", [`s${word}`]),
    });
    this.#beacon = new Beacon({
      ...parts,
      minutes: settings.beaconMinutes,
      text: () => play.commands.phrase("stdlib.manners.beacon", { awake: play.online() }),
    });
    this.#greeter = new Greeter({
      ...parts,
      isKnown: (node) => this.#isKnown(node),
      text: (name) => play.commands.phrase("stdlib.manners.greeting", { name: `s${name}` }),
    });
  }

  /** What was asked on a channel before a restart is not answered any more. */
  async start(): Promise<void> {
    const { play } = this.#parts;
    for (const row of play.left(CHANNEL_ROWS)) {
      const done = play.once(
        row,
        () => {},
        () => {},
      );
      play.flush();
      await done;
    }
  }

  /** Why a text on a channel is none of ours; null for a command. */
  address(gateway: Gateway, text: MeshText): DropReason | null {
    return this.#words.address(gateway, text);
  }

  /** A command on a channel, once: null when it was answered. */
  command(gateway: Gateway, text: MeshText): Promise<DropReason | null> {
    return this.#words.take(gateway, text);
  }

  found(nodes: readonly NodeFacts[]): void {
    this.#greeter.found(nodes);
  }

  learned(gateway: Gateway, facts: NodeFacts): void {
    this.#greeter.learned(gateway, facts);
  }

  nextDueMs(): number {
    return Math.min(this.#beacon.nextDueMs(), this.#greeter.nextDueMs());
  }

  async tick(): Promise<void> {
    await this.#beacon.tick();
    await this.#greeter.tick();
  }

  #isKnown(node: number): boolean {
    const { directory, world, settings, nowMs } = this.#parts;
    const isOurs = [...this.#parts.gateways.values()].some((gateway) => gateway.node === node);
    const isKept = settings.ignore.includes(node) || banOf(world, `node ${node}`, nowMs()) !== undefined;
    return isOurs || isKept || isMachine(directory.facts(node)) || directory.record(node) !== undefined || radiosAt(world, node).length > 0;
  }
}
