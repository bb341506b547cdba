// A player of the kill test who plays by radio: sends `mark 1`, `mark 2` … without waiting, each under its own packet id, and the air brings
// most of them more than once, some much later.

import type { Mesh } from "@meshtastic/protobufs";
import type { Chance } from "../../engine/base/chance.ts";
import { MeshPlayer } from "../support/mesh-player.ts";
import type { TestRadio } from "../support/test-radio.ts";

const EACH_MS = 400;
const REPEATED_LATE = 40;

export class RadioMarker {
  readonly name: string;
  readonly sent: Mesh.MeshPacket[] = [];
  readonly #player: MeshPlayer;
  readonly #radio: TestRadio;
  readonly #chance: Chance;
  #timer: NodeJS.Timeout | null = null;

  constructor(name: string, radio: TestRadio, node: number, chance: Chance) {
    this.name = name;
    this.#radio = radio;
    this.#chance = chance;
    this.#player = new MeshPlayer(node, radio);
  }

  enter(): Promise<void> {
    return this.#player.join(this.name);
  }

  start(): void {
    this.#timer = setInterval(() => this.#send(), EACH_MS);
  }

  /** No new commands; the last ones come once more, when whoever did them may be long dead. */
  finish(): void {
    clearInterval(this.#timer ?? undefined);
    for (const packet of this.sent.slice(-REPEATED_LATE)) this.#radio.hear(packet);
  }

  /** The numbers that must be in the world, each once. */
  get numbers(): number[] {
    return this.sent.map((_, index) => index + 1);
  }

  #send(): void {
    const packet = this.#player.say(`mark ${this.sent.length + 1}`);
    this.sent.push(packet);
    const again = this.sent[this.#chance.between(0, this.sent.length - 1)]!;
    for (const copy of [packet, again]) if (this.#chance.fraction() < 0.5) this.#radio.hear(copy);
  }
}
