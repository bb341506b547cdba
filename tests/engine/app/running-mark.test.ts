import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CodeInfo } from "../../../dsl/program.ts";
import { GuardedUnits } from "../../../engine/app/serve/guarded-units.ts";
import { RunningMark } from "../../../engine/app/serve/running-mark.ts";
import { Isolates } from "../../../engine/sandbox/isolates.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
beforeEach(() => {
  tree = new PackTree({ "x/.keep": "" });
});
afterEach(() => tree.remove());

const mark = (guilty = true) => new RunningMark(tree.at("running"), guilty);
const code = (key: string) => ({ unit: "town", key });

describe("the mark of what runs", () => {
  test("is clean after a clean end", () => {
    mark().remove();
    expect(mark().unclean).toBe(false);
  });

  test("names the innermost code that had not come back", () => {
    const life = mark();
    life.enter(code("fn:outer"));
    life.enter(code("fn:inner"));
    life.leave();
    const next = mark();
    expect([next.unclean, next.last]).toEqual([true, code("fn:outer")]);
  });

  test("knows that two lives in a row ended in the same code", () => {
    mark().enter(code("fn:bad"));
    const second = mark();
    expect(second.repeated).toBe(false);
    second.enter(code("fn:bad"));
    expect(mark().repeated).toBe(true);
  });

  test("does not accuse code that ran in one life only", () => {
    mark().enter(code("fn:bad"));
    const second = mark();
    second.enter(code("fn:good"));
    second.leave();
    expect(mark().repeated).toBe(false);
  });

  test("accuses nobody of a life that somebody ended", () => {
    mark().enter(code("fn:bad"));
    mark(false).enter(code("fn:bad"));
    const third = mark();
    expect([third.last, third.repeated]).toEqual([code("fn:bad"), false]);
  });

  test("that was cut off in its writing is unclean and accuses nobody", () => {
    tree.write({ running: '{"last":{"un' });
    const next = mark();
    expect([next.unclean, next.last, next.repeated]).toEqual([true, null, false]);
  });
});

describe("guarded units", () => {
  const RUNTIME = "(function (host) { return { open: (unit) => unit(host) } })";
  const JS = "(function (host) { return (code) => code === 1 ? host.look() : 'ran ' + code })";

  function units(off: readonly { unit: string; key: string }[], look: () => string = () => "") {
    const made = new GuardedUnits(new Isolates(), RUNTIME, off);
    const infos = ["fn:a", "fn:b"].map((key) => ({ key, role: "fn", params: [], file: "", line: 1 }) as CodeInfo);
    made.define({ id: "town", domain: "town", js: JS, code: infos, host: { look } });
    return made;
  }

  const call = (made: GuardedUnits, index: number) => made.call("town", index, "run", 1, null, null, "", "[]", 100);

  test("refuse what is switched off and run the rest", () => {
    const made = units([code("fn:a")]);
    expect(call(made, 0)).toMatchObject({ stopped: "crash" });
    expect(call(made, 1)).toBe("");
    made.close();
  });

  test("mark what runs only while they are told to", () => {
    const life = mark();
    const made = units([], () => readFileSync(tree.at("running"), "utf8"));
    expect(JSON.parse(call(made, 1) as string).last).toBeNull();
    made.mark = life;
    expect(JSON.parse(call(made, 1) as string).last).toEqual(code("fn:b"));
    expect(JSON.parse(readFileSync(tree.at("running"), "utf8")).last).toBeNull();
    made.close();
  });
});
