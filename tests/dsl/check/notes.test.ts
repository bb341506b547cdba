// What the checker tells the emitter: bindings, locals, records, argument order, captures, conditions.

import { describe, expect, it } from "vitest";
import type { Binding } from "../../../dsl/check/notes.ts";
import { checkSource, inCommand } from "./support/check-source.ts";

/** Bindings by the source text of the node that they are of. */
function bindings(source: string): Record<string, Binding> {
  const out: Record<string, Binding> = {};
  for (const [node, bound] of checkSource(source).notes.bindings) {
    const { span } = node as { span: { start: number; end: number } };
    out[source.slice(span.start, span.end)] = bound;
  }
  return out;
}

const kindOf = (source: string, text: string): string | undefined => bindings(source)[text]?.kind;

describe("bindings", () => {
  const SHAPES =
    'thing rope "rope"\ndesc: "x"\nend\nthing post "post" is fixture in quay\ndesc: "x"\nend\nthing hatch "hatch" is door\ndesc: "x"\nend\nroom quay "Quay"\ndesc: "x"\nthing bench "bench" is fixture\ndesc: "x"\nend\nend\nquest storm "Storm"\nend\nkind quest\nend\narea flat "Flat"\nroom hall "Hall"\ndesc: "x"\nend\nend\n';

  it("a declared thing or area is a model; rooms, doors, quests and what is fixed in one place are not", () => {
    const found = bindings(SHAPES);
    const kinds = ["rope", "flat", "post", "hatch", "quay", "bench", "storm", "hall"].map((name) => found[name]?.kind);
    expect(kinds).toEqual(["model", "model", "entity", "entity", "entity", "entity", "entity", "entity"]);
    expect(found["bench"]).toMatchObject({ id: "test.quay.bench" });
  });

  it("a dotted declaration is bound as a whole", () => {
    const found = bindings(
      `${SHAPES}text quay.sign() "Quay."\n${inCommand("say quay.sign()\nmove actor to flat.hall\nmove actor to test.quay\nmove actor to lib.lighthouse")}`,
    );
    expect(found["quay.sign"]).toEqual({ kind: "text", id: "test.quay.sign", pack: "test" });
    expect(found["flat.hall"]).toMatchObject({ kind: "entity", id: "test.flat.hall" });
    expect(found["test.quay"]).toMatchObject({ kind: "entity", id: "test.quay" });
    expect(found["lib.lighthouse"]).toMatchObject({ kind: "entity", id: "lib.lighthouse" });
  });

  it("a local goes before a declaration of its name, dotted or not", () => {
    const source = `${SHAPES}fn f(quay: thing): text\nreturn quay.name\nend`;
    expect(kindOf(source, "quay.name")).toBeUndefined();
    expect(checkSource(source).diagnostics.map((d) => d.code)).toEqual(["LORE119"]);
  });

  it("in a table's `where` a name is a column, in a list's an item's property", () => {
    const source =
      "table p\nwho: player\nend\nfn f(x: player): number\nlet own = ps where who is x, by at down\nlet on = players where online\nreturn count of own + count of on\nend";
    const found = bindings(source);
    expect(found["who"]).toMatchObject({ kind: "column", table: "test.p", column: "who" });
    expect(found["at"]).toMatchObject({ kind: "column", column: "at" });
    expect(found["online"]).toMatchObject({ kind: "item", name: "online" });
    expect(found["ps"]).toMatchObject({ kind: "table", id: "test.p" });
    expect(found["players"]).toMatchObject({ kind: "value" });
  });

  it("a list of rows is a list, not its table", () => {
    expect(
      kindOf("table p\nn: number\nend\nfn f(): number\nlet own = ps where at > now\nreturn count of (own where n > 1)\nend", "n"),
    ).toBe("item");
  });

  it("host functions, events, kinds, directions and topics are bound", () => {
    const source =
      'npc mira "M"\ndesc: "x"\ntopic hi "x"\nchoice "y" -> hi\nend\non talk: unlock north; end\nend\nroom a "A"\ndesc: "x"\nexit n to a\nend';
    const found = bindings(source);
    expect([found["npc"]?.kind, found["talk"]?.kind, found["unlock"]?.kind, found["north"]?.kind, found["hi"]?.kind]).toEqual([
      "kind",
      "event",
      "host",
      "direction",
      "topic",
    ]);
    expect(found["n"]).toEqual({ kind: "direction", name: "north" });
  });

  it("a counted path is bound by its root", () => {
    const found = bindings('text t(n: number, what: model thing) "{n:what} {n:loaf}"');
    expect(found["what"]).toMatchObject({ kind: "local", name: "what" });
    expect(found["loaf"]).toBeUndefined();
  });
});

describe("locals", () => {
  it("have one slot each, the same in every pattern of a command", () => {
    const { notes } = checkSource('command "a <x: word>", "b <x: word> <y: number>"\nlet z = 1\nsay "{x}{y}{z}"\nend');
    expect([...notes.locals].map(([name, slot]) => [name.id, slot])).toEqual([
      ["x", 0],
      ["x", 0],
      ["y", 1],
      ["z", 2],
    ]);
  });

  it("`why` has a slot under its `try`", () => {
    const { notes } = checkSource(inCommand('let a = 1\ntry\nsay "{a}"\nelse\nsay why\nend'));
    expect([...notes.whys.values()]).toEqual([1]);
  });
});

describe("captures", () => {
  const captured = (source: string): string[][] =>
    [...checkSource(source).notes.captures.values()].map((list) => list.map(({ name }) => name));

  it("are what the lifted code uses of its surroundings, the question and `else` too", () => {
    expect(
      captured(inCommand('let a = 1\nlet b = 2\nlet c = 3\nlet d = 4\nask actor "{b}?" as reply\nsay "{a}{reply}"\nelse\nsay "{d}"\nend')),
    ).toEqual([["a", "b", "d"]]);
  });

  it("what an inner block takes along is taken by the outer one too", () => {
    expect(captured(inCommand('let a = 1\nafter 1 second\nlet b = 2\nafter 2 seconds: say "{a}{b}"; end\nend'))).toEqual([
      ["a", "b"],
      ["a"],
    ]);
  });
});

describe("conditions", () => {
  /** Source texts of the calls that stand in conditions. */
  const calls = (statements: string): string[] => {
    const source = inCommand(statements);
    return [...checkSource(source).notes.conditions].map((call) => source.slice(call.span.start, call.span.end)).sort();
  };

  it("are the calls after `if`, `while`, under `not`, `and`, `or`, in brackets and in `where`", () => {
    expect(
      calls(
        "if (said_a(1)) and not said_a(2) or said_a(3): stop; end\nlet x = players where said_a(4)\nlet y = if said_a(5) then said_a(6) else said_a(7)\nwhile said_a(8): break; end",
      ),
    ).toEqual(["said_a(1)", "said_a(2)", "said_a(3)", "said_a(4)", "said_a(5)", "said_a(8)"]);
  });

  it("are not arguments, sides of a comparison, or what stands in for nothing", () => {
    expect(calls('if f(g(1)) is 2: stop; end\nlet a = find("x") or find("y")')).toEqual([]);
  });
});

describe("records and arguments", () => {
  it("a map literal in record position is the record", () => {
    const source =
      'record ware: n: number; end\nkind s is thing\nprop w: list of ware = [{n: 1}]\nend\ntable p\nm: number\nend\ncommand "x"\nadd p with {m: 1}\nlet free = {n: 1}\nsay "{free.n}"\nend';
    const { notes } = checkSource(source);
    expect([...notes.records].map(([map, id]) => [source.slice(map.span.start, map.span.end), id])).toEqual([
      ["{n: 1}", "test.ware"],
      ["{m: 1}", "test.p"],
    ]);
  });

  it("arguments are in the order of the parameters, by label, with -1 for what is left out", () => {
    const source = `fn f(a: number, to b: number = 1, c: number = 2): number\nreturn a + b + c\nend\n${inCommand('pay 5 to actor from actor\nlet n = f(c: 3, 1)\nsay "{n}"')}`;
    const { notes } = checkSource(source);
    const order = Object.fromEntries([...notes.calls].map(([call, list]) => [source.slice(call.span.start, call.span.end), list]));
    expect(order["pay 5 to actor from actor"]).toEqual([0, 2, 1, -1, -1, -1, -1]);
    expect(order["f(c: 3, 1)"]).toEqual([1, -1, 0]);
  });
});
