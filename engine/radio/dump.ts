// Gathers what a radio tells of itself between want_config and config_complete_id, and keeps it up to date afterwards.

import type { DeviceMessage } from "./device-message.ts";
import type { ChannelFacts, NodeFacts, RadioFacts } from "./link.ts";

/** The firmware's own default, until its LoRa settings are known. */
const DEFAULT_HOPS = 3;

export class Dump {
  #myNode = 0;
  #firmware: string | null = null;
  #publicKey: string | null = null;
  #lora = { region: "UNSET", preset: "LONG_FAST", hopLimit: DEFAULT_HOPS, txEnabled: true };
  readonly #channels = new Map<number, ChannelFacts>();
  readonly #nodes = new Map<number, NodeFacts>();

  /** 0 until the radio has said it. */
  get myNode(): number {
    return this.#myNode;
  }

  take(message: DeviceMessage): void {
    if (message.t === "myInfo") this.#myNode = message.node;
    else if (message.t === "metadata") this.#firmware = message.firmware;
    else if (message.t === "security") this.#publicKey = message.publicKey;
    else if (message.t === "channel") this.#channels.set(message.channel.index, message.channel);
    else if (message.t === "node") this.#nodes.set(message.node.node, message.node);
    else if (message.t === "lora") {
      const { region, preset, hopLimit, txEnabled } = message;
      this.#lora = { region, preset, hopLimit: hopLimit === 0 ? DEFAULT_HOPS : hopLimit, txEnabled };
    }
  }

  /** What is newly told of one node, with what was known before. */
  learn(node: NodeFacts): NodeFacts {
    const before = this.#nodes.get(node.node);
    const known = { ...node, publicKey: node.publicKey ?? before?.publicKey ?? null, hopsAway: node.hopsAway ?? before?.hopsAway ?? null };
    this.#nodes.set(node.node, known);
    return known;
  }

  facts(): RadioFacts {
    const own = this.#nodes.get(this.#myNode);
    return {
      myNode: this.#myNode,
      longName: own?.longName ?? null,
      shortName: own?.shortName ?? null,
      publicKey: this.#publicKey ?? own?.publicKey ?? null,
      firmware: this.#firmware,
      ...this.#lora,
      channels: [...this.#channels.values()].sort((a, b) => a.index - b.index),
      nodes: [...this.#nodes.values()].filter((node) => node.node !== this.#myNode),
    };
  }
}
