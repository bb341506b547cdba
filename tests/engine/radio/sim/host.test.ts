import { describe, expect, test } from "vitest";
import { ROUTING } from "../../../../engine/radio/sim/frame.ts";
import type { HostEvent, HostText } from "../../../../engine/radio/sim/host-port.ts";
import { oneRoom } from "../../../../engine/radio/sim/landscape.ts";
import { SimMesh } from "../../../../engine/radio/sim/mesh.ts";
import { HOUR, MINUTE, SECOND } from "./support.ts";

/** A host at node 0 that writes to node 1, and all that it is told. */
function hosted(options: { seed?: number; region?: string; duplicates?: number; reordering?: number } = {}) {
  const { duplicates = 0, reordering = 0, seed = 7, region = "US" } = options;
  const mesh = new SimMesh({ seed, preset: "LongFast", landscape: oneRoom(2), region, weather: { duplicates, reordering } });
  mesh.acquaint();
  const told: HostEvent[] = [];
  const { host } = mesh.node(0);
  host.attach((event) => told.push(event));
  host.configured();
  const send = (id: number, text = "hello", more: Partial<HostText> = {}): void =>
    host.submit({ id, to: mesh.node(1).num, text, wantAck: true, saysFrom: true, ...more });
  const answers = (id: number): number[] => told.flatMap((e) => (e.kind === "answer" && e.requestId === id ? [e.error] : []));
  const results = (id: number): number[] => told.flatMap((e) => (e.kind === "queue" && e.packetId === id ? [e.result] : []));
  const texts = (): string[] => told.flatMap((e) => (e.kind === "packet" && e.frame.body.kind === "text" ? [e.frame.body.text] : []));
  return { mesh, host, told, send, answers, results, texts };
}

describe("what the radio takes from its host", () => {
  test("a second text within 2 s vanishes, while the queue says all is well", () => {
    const { mesh, host, send, answers, results } = hosted();
    send(1);
    mesh.run(1_900);
    send(2);
    mesh.run(200);
    send(3);
    mesh.run(MINUTE);
    expect(results(2)).toEqual([0]);
    expect(answers(2)).toEqual([ROUTING.RATE_LIMIT_EXCEEDED]);
    expect(answers(1).at(-1)).toBe(ROUTING.NONE);
    expect(answers(3).at(-1)).toBe(ROUTING.NONE);
    expect(host.throttleViolations).toBe(1);
  });

  test("a refusal goes to node 0 when the packet did not say who sends it", () => {
    const { told, send } = hosted();
    send(1);
    send(2, "again", { saysFrom: false });
    send(3, "again", { saysFrom: true });
    const to = told.flatMap((e) => (e.kind === "answer" ? [e.to === 0 ? "nobody" : "us"] : []));
    expect(to).toEqual(["nobody", "us"]);
  });

  test("an id among the last 20 is ignored without a word, an older one is not", () => {
    const { mesh, send, told, results } = hosted();
    const sendAt = (id: number): void => {
      send(id, "t", { wantAck: false });
      mesh.run(3 * SECOND);
    };
    sendAt(1);
    const before = told.length;
    sendAt(1);
    expect(told.length).toBe(before);
    for (let id = 2; id <= 21; id++) sendAt(id);
    sendAt(1);
    expect(results(1)).toEqual([0, 0]);
  });

  test("220 bytes go out under a key, 221 are too large, and over 233 there is no answer at all", () => {
    const { mesh, send, answers, results } = hosted();
    send(1, "x".repeat(220));
    mesh.run(MINUTE);
    send(2, "x".repeat(221));
    mesh.run(MINUTE);
    send(3, "x".repeat(216), { replyTo: 9 });
    mesh.run(MINUTE);
    send(4, "x".repeat(235));
    mesh.run(MINUTE);
    expect([1, 2, 3, 4].map(answers)).toEqual([[ROUTING.NONE], [ROUTING.TOO_LARGE], [ROUTING.TOO_LARGE], []]);
    expect(results(4)).toEqual([]);
  });

  test("the seventeenth that waits finds the queue full, and goes out all the same when an ACK is wanted", () => {
    const { mesh, send, results, answers } = hosted();
    // Somebody far away keeps the channel busy, so that nothing leaves the queue.
    const busy = mesh.air.isBusyAt.bind(mesh.air);
    mesh.air.isBusyAt = () => mesh.now() < 40 * SECOND || busy(0);
    for (let id = 1; id <= 17; id++) {
      send(id, `text ${id}`, { wantAck: id === 17 });
      mesh.run(2_100);
    }
    expect(results(16)).toEqual([0]);
    expect(results(17)).toEqual([32]);
    mesh.run(3 * MINUTE);
    expect(answers(17)).toContain(ROUTING.NONE);
  });

  test("EU_868 stops a node after a tenth of an hour, says for how long, and lets it go on after that", () => {
    const { mesh, host, send, answers, results, told } = hosted({ region: "EU_868" });
    let id = 0;
    let refusedAt = 0;
    for (; refusedAt === 0 && id < 1_000; mesh.run(3 * SECOND)) {
      send(++id, "x".repeat(220), { wantAck: false });
      if (results(id).includes(9)) refusedAt = mesh.now();
    }
    const used = mesh.node(0).meter.ownPercent(mesh.now());
    expect(used).toBeGreaterThan(10);
    expect(used).toBeLessThan(10.1);
    expect(answers(id)).toEqual([ROUTING.DUTY_CYCLE_LIMIT]);
    const notice = told.find((e) => e.kind === "notice");
    const minutes = Number(/in (\d+) mins/.exec(notice?.text ?? "")?.[1]);
    expect(minutes).toBeGreaterThan(30);
    for (let passed = 0; passed <= minutes; passed++) {
      mesh.run(MINUTE);
      host.heartbeat();
    }
    send(++id, "again");
    expect(results(id)).toEqual([0]);
  });
});

describe("what the radio tells its host", () => {
  test("telemetry once a minute, with the channel's use and our own", () => {
    const { mesh, send, told } = hosted();
    mesh.run(30 * SECOND);
    send(1, "x".repeat(200), { wantAck: false });
    mesh.run(31 * SECOND);
    const telemetry = told.flatMap((e) => (e.kind === "telemetry" ? [e] : []));
    expect(telemetry).toHaveLength(1);
    expect(telemetry[0]!.airUtilTx).toBeCloseTo((1.993 / 3600) * 100, 2);
    expect(telemetry[0]!.channelUtilization).toBeLessThan(4);
    expect(telemetry[0]!.channelUtilization).toBeGreaterThan(3);
  });

  test("a heartbeat is answered by a queue status of id 0; 15 minutes of silence close the door", () => {
    const { mesh, host, told } = hosted();
    host.heartbeat();
    expect(told.at(-1)).toMatchObject({ kind: "queue", packetId: 0, free: 16, max: 16 });
    mesh.run(14 * MINUTE);
    host.heartbeat();
    mesh.run(14 * MINUTE);
    expect(told.some((e) => e.kind === "closed")).toBe(false);
    mesh.run(2 * MINUTE);
    expect(told.at(-1)).toEqual({ kind: "closed", why: "silence" });
  });

  test("one host at a time: a new one shuts out the old, and nothing is told before it has asked for the configuration", () => {
    const { mesh, host, told, texts } = hosted();
    const second: HostEvent[] = [];
    host.attach((event) => second.push(event));
    expect(told.at(-1)).toEqual({ kind: "closed", why: "another host" });
    const text = { id: 5, to: mesh.node(0).num, text: "anyone?", wantAck: true, saysFrom: true };
    mesh.node(1).host.submit(text);
    mesh.run(MINUTE);
    expect([texts(), second]).toEqual([[], []]);
    host.configured();
    expect(second.filter((e) => e.kind === "packet")).toHaveLength(1);
  });

  /** Two hundred numbered texts through that weather, in the order the host is told. */
  const toldIn = (weather: { duplicates?: number; reordering?: number }): number[] => {
    const { mesh, texts } = hosted(weather);
    for (let i = 0; i < 200; i++)
      mesh.agenda.at(i * 3 * SECOND, () =>
        mesh.node(1).host.submit({ id: i + 1, to: mesh.node(0).num, text: `n${i}`, wantAck: false, saysFrom: true }),
      );
    mesh.run(HOUR);
    return texts().map((text) => Number(text.slice(1)));
  };
  const inOrder = (numbers: readonly number[]): boolean => numbers.every((n, i) => i === 0 || n > numbers[i - 1]!);

  test("weather brings packets twice, and takes none away", () => {
    const numbers = toldIn({ duplicates: 0.2 });
    expect(new Set(numbers).size).toBe(200);
    expect(numbers.length).toBeGreaterThan(220);
    expect(numbers.length).toBeLessThan(260);
  });

  test("weather brings packets out of order, and each once", () => {
    const numbers = toldIn({ reordering: 0.2 });
    expect(numbers).toHaveLength(200);
    expect(new Set(numbers).size).toBe(200);
    expect(inOrder(numbers)).toBe(false);
    expect(inOrder(toldIn({}))).toBe(true);
  });
});

describe("a reboot", () => {
  test("works on for 7 s, is dark for 2 s, and forgets all but its contacts", () => {
    const { mesh, send, told, results, answers } = hosted();
    mesh.node(0).reboot();
    mesh.run(6 * SECOND);
    send(1);
    mesh.run(1_001);
    expect(mesh.node(0).isOn).toBe(false);
    expect(mesh.node(0).meter.ownPercent(mesh.now())).toBe(0);
    const before = told.length;
    mesh.run(10 * SECOND);
    expect(mesh.node(0).isOn).toBe(true);
    // The host has been told nothing: silence is the only sign.
    expect(told.length).toBe(before);
    expect([results(1), answers(1)]).toEqual([[0], []]);
    expect(mesh.node(0).contacts.keyOf(mesh.node(1).num)).not.toBeNull();
  });

  test("breaks off what is on the air, and hears nothing while dark", () => {
    const { mesh, send, told } = hosted();
    send(1, "x".repeat(200));
    mesh.run(SECOND);
    mesh.node(0).crash(9 * SECOND, true);
    expect(told.at(-1)).toEqual({ kind: "closed", why: "reboot" });
    mesh.node(1).host.submit({ id: 2, to: mesh.node(0).num, text: "you there?", wantAck: false, saysFrom: true });
    mesh.run(MINUTE);
    expect([mesh.trace.count("faded"), mesh.trace.count("delivered")]).toEqual([1, 0]);
  });
});
