import { afterEach, describe, expect, test } from "vitest";
import { HeldClock } from "../../../engine/base/clock.ts";
import { Isolates } from "../../../engine/sandbox/isolates.ts";
import type { CallResult, HostFunction, Unit } from "../../../engine/sandbox/types.ts";

let isolates: Isolates;
afterEach(() => isolates.dispose());

function define(id: string, js: string, host: Readonly<Record<string, HostFunction>> = {}, domain = id): void {
  isolates.define({
    id,
    domain,
    scripts: [{ name: id, js: `(function (host) { return ${js} })` }],
    boot: "(host, data, make) => make(host)",
    data: "{}",
    host,
  });
}

const ok = (outcome: string): CallResult => ({ ok: true, outcome });

describe("isolates", () => {
  test("a unit is called with plain values and answers with a text", () => {
    isolates = new Isolates();
    define("a", "(n, s, b, z) => JSON.stringify([n, s, b, z])");
    expect(isolates.call("a", [1.5, "é", true, null])).toEqual(ok('[1.5,"é",true,null]'));
  });

  test("the boot function gets host, data and each script's value", () => {
    isolates = new Isolates();
    isolates.define({
      id: "u",
      domain: "u",
      scripts: [
        { name: "one", js: "(function () { return 'one' })" },
        { name: "two", js: "(function () { return 'two' })" },
      ],
      boot: "(host, data, one, two) => (x) => [host.three(x), data.four, one(), two()].join(' ')",
      data: JSON.stringify({ four: "four" }),
      host: { three: (x: number) => `three${x}` },
    });
    expect(isolates.call("u", [3])).toEqual(ok("three3 four one two"));
  });

  test("no isolate exists before the first call", () => {
    isolates = new Isolates();
    define("a", "() => 'a'");
    expect(isolates.live).toBe(0);
    isolates.call("a", []);
    expect(isolates.live).toBe(1);
  });

  test("the unit that was there before comes back as it was, and is not built again; an older one is", () => {
    isolates = new Isolates();
    const counting = (name: string): Unit => ({
      ...{ id: "u", domain: "u", scripts: [], data: "{}", host: {} },
      boot: `() => { let calls = 0; return () => "${name}" + ++calls; }`,
    });
    const [a, b, c] = ["a", "b", "c"].map(counting) as [Unit, Unit, Unit];
    const called = [a, b, a, b, c, a].map((unit) => {
      isolates.define(unit);
      return isolates.call("u", []);
    });
    expect(called).toEqual(["a1", "b1", "a2", "b2", "c1", "a1"].map(ok));
    isolates.forget("u");
    isolates.define(a);
    expect(isolates.call("u", [])).toEqual(ok("a1"));
  });

  test("a script that was compiled ahead runs as any, and one that does not compile says so when it is called", async () => {
    isolates = new Isolates();
    await isolates.prepare([
      { name: "good", js: "(function (host) { return () => 'good' })" },
      { name: "bad", js: "(function (host) { return ) })" },
    ]);
    define("good", "() => 'good'");
    define("bad", ")");
    expect(isolates.call("good", [])).toEqual(ok("good"));
    expect(isolates.call("bad", [])).toMatchObject({ ok: false, fault: "crash" });
  });

  test("two units of one domain share an isolate and see each other's globals; another domain does not", () => {
    isolates = new Isolates();
    define("a", "() => { globalThis.mark = 'mine'; return '' }", {}, "d");
    define("b", "() => String(globalThis.mark)", {}, "d");
    define("c", "() => String(globalThis.mark)", {}, "e");
    isolates.call("a", []);
    expect(isolates.call("b", [])).toEqual(ok("mine"));
    expect(isolates.call("c", [])).toEqual(ok("undefined"));
    expect(isolates.live).toBe(2);
  });

  test("defining a unit again replaces it and leaves its neighbours running", () => {
    isolates = new Isolates();
    define("a", "() => 'old'", {}, "d");
    define("b", "() => 'b'", {}, "d");
    isolates.call("a", []);
    define("a", "() => 'new'", {}, "d");
    expect(isolates.call("a", [])).toEqual(ok("new"));
    expect(isolates.call("b", [])).toEqual(ok("b"));
  });

  test("a unit that does not compile faults when it is called", () => {
    isolates = new Isolates();
    define("a", "() => {{{");
    expect(isolates.call("a", [])).toMatchObject({ ok: false, fault: "crash" });
  });

  test("an unknown unit is a bug and is thrown", () => {
    isolates = new Isolates();
    expect(() => isolates.call("nobody", [])).toThrow("no unit nobody");
  });

  test("a failing host function comes out of the call, even when the script catches", () => {
    isolates = new Isolates();
    define("a", "() => { try { host.bad() } catch (e) { return e.message } return '' }", {
      bad: () => {
        throw new RangeError("the disk is full");
      },
    });
    expect(() => isolates.call("a", [])).toThrow("the disk is full");
    define("b", "() => { try { return host.bad() } catch (e) { return e.message } }", { bad: () => ({}) as unknown as null });
    expect(() => isolates.call("b", [])).toThrow("answered with object");
  });

  test("a script learns nothing of why the host failed", () => {
    isolates = new Isolates();
    let seen = "";
    define("a", "() => { try { host.bad() } catch (e) { host.tell(String(e.message) + String(e.stack)) } return '' }", {
      bad: () => {
        throw new RangeError("secret");
      },
      tell: (text: string) => {
        seen = text;
        return null;
      },
    });
    expect(() => isolates.call("a", [])).toThrow("secret");
    expect(seen).not.toContain("secret");
    expect(seen).toContain("host failed");
  });

  test("calls nest through the host, back into the same isolate too", () => {
    isolates = new Isolates();
    const down = { down: (n: number) => outcomeOf(isolates.call(n % 2 === 0 ? "a" : "b", [n])) };
    define("a", "(n) => n === 0 ? 'end' : 'a' + host.down(n - 1)", down);
    define("b", "(n) => n === 0 ? 'end' : 'b' + host.down(n - 1)", down);
    expect(isolates.call("a", [6])).toEqual(ok("abababend"));
  });

  test("an inner call that times out does not take its caller along", () => {
    isolates = new Isolates();
    define("inner", "() => { for (;;) {} }", {}, "d");
    define("outer", "() => host.inner()", { inner: () => outcomeOf(isolates.call("inner", [], 20)) }, "d");
    expect(isolates.call("outer", [], 500)).toEqual(ok("time"));
    expect(isolates.live).toBe(0);
  });

  test("the isolate that used the least lately goes when there are too many", () => {
    isolates = new Isolates({ maxLive: 2 });
    for (const id of ["a", "b", "c"]) define(id, "() => { globalThis.n = (globalThis.n ?? 0) + 1; return String(n) }");
    isolates.call("a", []);
    isolates.call("b", []);
    isolates.call("a", []);
    isolates.call("c", []);
    expect(isolates.live).toBe(2);
    expect(isolates.call("a", [])).toEqual(ok("3"));
    expect(isolates.call("b", [])).toEqual(ok("1"));
  });

  test("an isolate in use is never evicted, even past the cap", () => {
    isolates = new Isolates({ maxLive: 1 });
    define("b", "() => 'b'");
    define("a", "() => { globalThis.kept = 'kept'; return host.other() + globalThis.kept }", {
      other: () => outcomeOf(isolates.call("b", [])),
    });
    expect(isolates.call("a", [])).toEqual(ok("bkept"));
  });

  test("an idle isolate is swept", () => {
    const clock = new HeldClock(0);
    isolates = new Isolates({ idleMs: 1000 }, clock);
    define("a", "() => 'a'");
    isolates.call("a", []);
    clock.advance(999);
    expect(isolates.sweep()).toBe(0);
    clock.advance(1);
    expect(isolates.sweep()).toBe(1);
    expect(isolates.live).toBe(0);
    expect(isolates.call("a", [])).toEqual(ok("a"));
  });

  test("a held one is there before its first call, and stays however idle it is and however many there are", () => {
    const clock = new HeldClock(0);
    isolates = new Isolates({ idleMs: 1000, maxLive: 2 }, clock);
    for (const id of ["a", "b", "c"]) define(id, `() => '${id}'`);
    isolates.hold(["a", "nobody"]);
    expect(isolates.live).toBe(1);
    const builtMs = isolates.builtMs;
    expect(builtMs).toBeGreaterThan(0);
    expect(isolates.call("a", [])).toEqual(ok("a"));
    expect(isolates.builtMs).toBe(builtMs);
    for (const id of ["b", "c"]) expect(isolates.call(id, [])).toEqual(ok(id));
    clock.advance(1000);
    expect(isolates.sweep()).toBe(1);
    expect(isolates.call("a", [])).toEqual(ok("a"));
    expect(isolates.usage("a").builds).toBe(1);
  });

  test("one that cannot be built fails its calls and not who holds it", () => {
    isolates = new Isolates();
    define("a", "never(");
    isolates.hold(["a"]);
    expect(isolates.call("a", []).ok).toBe(false);
  });

  test("a thousand isolates asked for at once all answer, and no more than the cap stay", () => {
    isolates = new Isolates({ maxLive: 16 });
    for (let i = 0; i < 1000; i++) define(`u${i}`, `(x) => String(x * 2)`);
    for (let i = 0; i < 1000; i++) expect(isolates.call(`u${i}`, [i])).toEqual(ok(String(i * 2)));
    expect(isolates.live).toBe(16);
  });

  test("what a domain cost is counted across rebuilds", () => {
    isolates = new Isolates();
    define("a", "(x) => { if (x) for (;;) {} return '' }");
    isolates.call("a", [0]);
    isolates.call("a", [1], 30);
    isolates.call("a", [0]);
    const usage = isolates.usage("a");
    expect(usage).toMatchObject({ calls: 3, faults: 1, builds: 2 });
    expect(usage.wallMs).toBeGreaterThan(25);
  });
});

function outcomeOf(result: CallResult): string {
  return result.ok ? result.outcome : result.fault;
}
