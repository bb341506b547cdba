// What a new world does with what the last one left: who sits at telnet does not wait for a mesh that has talked on for hours.

import { afterEach, expect, test } from "vitest";
import type { FromWorld } from "../../../engine/app/front/messages.ts";
import { WorldRadios } from "../../../engine/app/serve/world-radios.ts";
import { WorldSide } from "../../../engine/app/serve/world-side.ts";
import type { Play } from "../../../engine/play/play.ts";
import { MeshRig } from "../../support/mesh-rig.ts";

const TEXTS = 120;
/** What is done at a time, and as much again that was begun before the line came. */
const MOST_BEFORE = 64;

let rig: MeshRig;
afterEach(() => rig.close());

/** Somebody who was in the game when the last world died. */
async function playerOf(play: Play, name: string): Promise<number> {
  const session = play.open({ door: { send: () => {}, close: () => {} }, address: name, as: name });
  play.flush();
  const { player } = session;
  const left = play.close(session);
  play.flush();
  await left;
  return player!;
}

function sideOf({ world, clock }: MeshRig): {
  readonly side: WorldSide;
  readonly sent: FromWorld[];
  until(fits: (message: FromWorld) => boolean): Promise<void>;
} {
  const sent: FromWorld[] = [];
  const send = (message: FromWorld): void => void sent.push(message);
  const failed = (_radio: string, error: unknown): never => {
    throw error;
  };
  const radios = new WorldRadios({ mesh: world.mesh, names: ["roof"], clock, send, failed });
  const side = new WorldSide({
    play: world.play,
    radios,
    entities: () => world.world.size,
    alarms: () => [],
    reload: () => expect.fail("nobody reloads here"),
    send,
    stop: () => {},
  });
  const until = async (fits: (message: FromWorld) => boolean): Promise<void> => {
    while (!sent.some(fits)) await new Promise((resolve) => setImmediate(resolve));
  };
  return { side, sent, until };
}

const doneAt = (sent: readonly FromWorld[]): readonly number[] =>
  sent.flatMap((message) => (message.t === "radioDone" ? [message.seq] : []));

test("a line from telnet comes in between the texts of hours without a world, and these keep their order", async () => {
  rig = await MeshRig.open({ radios: [] });
  const ann = await playerOf(rig.world.play, "Ann");
  const { side, sent, until } = sideOf(rig);
  side.receive({ t: "open", connection: "c", address: "here", player: ann });
  side.receive({ t: "radio", radio: "roof", seq: null, event: { kind: "configured", radio: rig.facts() } });
  for (let seq = 1; seq <= TEXTS; seq++)
    side.receive({ t: "radio", radio: "roof", seq, event: { kind: "text", text: rig.textOf(1_000 + seq, "hello?") } });
  side.receive({ t: "resumed" });
  await until((message) => message.t === "radioDone");
  side.receive({ t: "line", connection: "c", packet: "c.1", line: "look", atMs: rig.clock.now() });
  await until((message) => message.t === "done");
  expect(sent.find((message) => message.t === "text")).toMatchObject({ connection: "c", text: expect.stringContaining("Parlour") });
  expect(doneAt(sent).length).toBeLessThanOrEqual(MOST_BEFORE);

  const late = TEXTS + 1;
  side.receive({ t: "radio", radio: "roof", seq: late, event: { kind: "text", text: rig.textOf(1_001, "Bo") } });
  await until((message) => message.t === "radioDone" && message.seq === late);
  expect(doneAt(sent)).toEqual(Array.from({ length: late }, (_, index) => index + 1));
});
