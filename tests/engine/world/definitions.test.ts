import { describe, expect, it } from "vitest";
import type { TriggerDef } from "../../../dsl/program.ts";
import { Definitions } from "../../../engine/world/definitions.ts";
import { linearize } from "../../../engine/world/linear.ts";
import { definitionsOf, entityOf, kindOf, NUMBER, packOf, propOf, SURFACE } from "../../support/packs.ts";

const trigger = (event: string, code: number, more: Partial<TriggerDef> = {}): TriggerDef => ({
  phase: "on",
  event,
  takes: [],
  code,
  line: 1,
  ...more,
});
const codes = (list: readonly { code: number }[]): number[] => list.map(({ code }) => code);

describe("the order of kinds", () => {
  const parents: Record<string, string[]> = {
    shop: ["thing", "account"],
    thing: ["entity"],
    account: ["entity"],
    light: ["thing"],
    entity: [],
  };
  const order = (...starts: string[]): string[] => linearize(starts, (id) => parents[id] ?? []);

  it("is the kind, then what it is from left to right, each once", () => {
    expect(order("shop")).toEqual(["shop", "thing", "account", "entity"]);
  });

  it("puts a mixed-in kind before what both derive from", () => {
    expect(order("thing", "light")).toEqual(["light", "thing", "entity"]);
  });

  it("ends on a cycle", () => {
    expect(linearize(["a"], (id) => (id === "a" ? ["b"] : ["a"]))).toEqual(["a", "b"]);
  });
});

describe("properties", () => {
  const pack = packOf("town", {
    kinds: [
      kindOf("town.shop", ["core.thing"], {
        props: [propOf("keeper", NUMBER, { wire: 1 })],
        values: [{ name: "weight", value: { wire: 7 } }],
      }),
    ],
    entities: [
      entityOf("town.bakery", ["town.shop"], { title: "Sweet Treats", values: [{ name: "keeper", value: { code: 4 } }] }),
      entityOf("town.stall", ["town.shop"], { values: [{ name: "name", value: { wire: "sOld Stall" } }] }),
    ],
  });
  const definitions = definitionsOf(pack);
  const bakery = definitions.definition("town.bakery")!;

  it("read the default nearest to the entity", () => {
    expect(bakery.slot("weight")?.value).toEqual({ wire: 7 });
    expect(bakery.slot("keeper")?.value).toEqual({ pack: "town", code: 4 });
    expect(bakery.slot("hidden")?.value).toEqual({ wire: false });
    expect(bakery.slot("wings")).toBeUndefined();
  });

  it("name an entity by its title unless a line says otherwise", () => {
    expect(bakery.slot("name")?.value).toEqual({ wire: "sSweet Treats" });
    expect(definitions.definition("town.stall")!.slot("name")?.value).toEqual({ wire: "sOld Stall" });
  });

  it("do not leak from one entity to another of its kind", () => {
    expect(definitions.definition("town.stall")!.slot("keeper")?.value).toEqual({ wire: 1 });
  });

  it("of one name from two packs stay apart, each pack seeing its own", () => {
    const luck = (id: string, wire: number) =>
      packOf(id, { extensions: [{ ...kindOf("", []), target: "core.player", replaces: [], props: [propOf("luck", NUMBER, { wire })] }] });
    const player = definitionsOf(luck("town", 1), luck("isle", 2)).definition("core.player")!;
    expect(player.slot("luck", "town")).toMatchObject({ key: "luck", value: { wire: 1 } });
    expect(player.slot("luck", "isle")).toMatchObject({ key: "isle.luck", value: { wire: 2 } });
    expect(player.slot("luck", "other")).toMatchObject({ key: "luck" });
    expect(player.slots.get("isle.luck")?.key).toBe("isle.luck");
  });
});

describe("what adds up and what is restated", () => {
  const fn = (name: string, code: number) => ({ name, code });
  const town = packOf("town", {
    kinds: [
      kindOf("town.shop", ["core.thing", "core.account"], { methods: [fn("price", 1)], triggers: [trigger("use", 1)] }),
      kindOf("town.lamp", ["core.light"], { triggers: [trigger("use", 3)] }),
    ],
    entities: [
      entityOf("town.bakery", ["town.shop", "town.lamp"], {
        methods: [fn("price", 2)],
        triggers: [trigger("use", 0), trigger("", 9, { phase: "every", periodMs: 60_000 })],
      }),
    ],
    extensions: [{ ...kindOf("", []), target: "town.bakery", replaces: [], triggers: [trigger("use", 5)] }],
  });
  const isle = packOf("isle", {
    extensions: [{ ...kindOf("", []), target: "town.shop", replaces: [], methods: [fn("price", 8)], triggers: [trigger("use", 7)] }],
  });

  it("runs triggers of the entity, its kind, then its mixed-in kinds, with extensions after their own", () => {
    const bakery = definitionsOf(town, isle).definition("town.bakery")!;
    expect(codes(bakery.triggers("on", "use"))).toEqual([0, 5, 1, 7, 3]);
    expect(codes(bakery.triggers("before", "use"))).toEqual([]);
    expect(codes(bakery.everies)).toEqual([9]);
  });

  it("chains methods to what they restate", () => {
    const price = definitionsOf(town, isle).definition("town.bakery")!.methods.get("price")!;
    expect([price.code, price.base?.code, price.base?.base?.code, price.base?.base?.base]).toEqual([2, 8, 1, null]);
    expect(price.base?.pack).toBe("isle");
  });

  it("drops a pack's own earlier triggers where it says replace", () => {
    const again = { ...kindOf("", []), target: "town.bakery", replaces: ["use"], triggers: [trigger("use", 6)] };
    const bakery = definitionsOf({ ...town, extensions: [...town.extensions, again] }, isle).definition("town.bakery")!;
    expect(codes(bakery.triggers("on", "use"))).toEqual([6, 1, 7, 3]);
  });

  it("gives the last restatement of a text", () => {
    const text = (id: string, restates?: string) => ({
      id,
      code: 0,
      params: [],
      worstBytes: 0,
      ...(restates === undefined ? {} : { restates }),
    });
    const packs = [
      packOf("std", { texts: [text("std.sold")] }),
      packOf("town", { texts: [text("town.sold", "std.sold")] }),
      packOf("isle", { texts: [text("isle.sold", "std.sold")] }),
    ];
    const definitions = definitionsOf(...packs);
    expect(definitions.text("std.sold")).toMatchObject({ id: "isle.sold", pack: "isle" });
    expect(definitions.isRestated("std.sold")).toBe(true);
    expect(definitions.isRestated("isle.sold")).toBe(false);
    expect(definitions.text("std.none")).toBeUndefined();
  });

  it("lists rules of packs in the order of packs", () => {
    const rules = (id: string, code: number) => packOf(id, { rules: [trigger("take", code)] });
    expect(codes(definitionsOf(rules("b", 1), rules("a", 2)).rulesFor("on", "take"))).toEqual([1, 2]);
  });
});

describe("definitions made in slices", () => {
  it("are those made in one go, and let others have their turn", () => {
    const rooms = Array.from({ length: 450 }, (_, i) => entityOf(`town.r${i}`, ["core.room"]));
    const packs = [packOf("town", { entities: rooms })];
    const making = Definitions.inSlices({ surface: SURFACE, packs });
    let slices = 0;
    let step = making.next();
    for (; step.done !== true; step = making.next()) slices++;
    expect(slices).toBeGreaterThanOrEqual(3);
    const ids = (definitions: Definitions): string[] => [...definitions.all()].map(({ id, kinds }) => `${id} ${kinds.join()}`);
    expect(ids(step.value)).toEqual(ids(definitionsOf(...packs)));
  });
});
