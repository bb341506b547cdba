// Somebody with a radio and a phone, as the world's test radio brings them: writes direct messages, reads what is sent to their node.

import type { Mesh } from "@meshtastic/protobufs";
import type { TestRadio } from "./test-radio.ts";
import { untilSo } from "./until.ts";

export class MeshPlayer {
  readonly node: number;
  /** The world's radio that hears them; may be another after a swap. */
  readonly radio: TestRadio;
  readonly sent: Mesh.MeshPacket[] = [];
  #read = 0;

  constructor(node: number, radio: TestRadio) {
    this.node = node;
    this.radio = radio;
  }

  /** Frames that the world handed over for this node, in order. */
  get packets(): Mesh.MeshPacket[] {
    return this.radio.taken.filter(
      ({ to, payloadVariant }) => to === this.node && payloadVariant.case === "decoded" && payloadVariant.value.portnum === 1,
    );
  }

  get frames(): string[] {
    return this.packets.map(textOf);
  }

  say(text: string): Mesh.MeshPacket {
    const packet = this.radio.text(this.node, text);
    this.sent.push(packet);
    this.radio.hear(packet);
    return packet;
  }

  /** The next frame that has these words; those before it are read too. */
  async until(words: string, withinMs = 60_000): Promise<string> {
    let found = -1;
    await untilSo(
      `"${words}" at !${this.node.toString(16)}, who has ${JSON.stringify(this.frames.slice(this.#read))}`,
      () => {
        found = this.frames.findIndex((frame, at) => at >= this.#read && frame.includes(words));
        return found >= 0;
      },
      withinMs,
    );
    this.#read = found + 1;
    return this.frames[found]!;
  }

  async ask(text: string, words: string): Promise<string> {
    this.say(text);
    return this.until(words);
  }

  /** A newcomer's way in: the first word of theirs is answered with a question for a name. */
  async join(name: string): Promise<void> {
    await this.ask("hi", "name");
    await this.ask(name, "Welcome");
  }
}

function textOf({ payloadVariant }: Mesh.MeshPacket): string {
  return payloadVariant.case === "decoded" ? new TextDecoder().decode(payloadVariant.value.payload) : "";
}
