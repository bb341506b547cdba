import { expect, test } from "vitest";
import type { Wire } from "../../../dsl/wire.ts";
import { createFakeHost, type FakeHost } from "../support/fake-host.ts";
import { createIsolate, readOutcome } from "../support/isolate.ts";
import { compileProgram } from "../support/program.ts";

/** A program over one lamp in one room, each call out of it noted. */
function open(source: string, prepare: (host: FakeHost) => void = () => {}) {
  const pack = compileProgram(`kind lamp is fixture; prop turns: number = 0; prop hue: text = "red"; end\n${source}`);
  const host = createFakeHost();
  host.pack = pack;
  const asked: string[] = [];
  const room = host.spawn("room", ["core.room"], [["desc", "sWide."]]);
  const lamp = host.spawn(
    "lamp",
    ["t.lamp", "core.fixture"],
    [
      ["turns", 0],
      ["hue", "sred"],
      ["hidden", false],
    ],
    room,
  );
  prepare(host);
  const noted = new Proxy(host, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      return (...args: Wire[]) => {
        asked.push(String(name));
        return (value as (...args: Wire[]) => Wire)(...args);
      };
    },
  });
  const entry = createIsolate(noted as FakeHost).open(pack.js, pack.code);
  const code = pack.code.findIndex((info) => info.role === "command");
  const go = (what: Wire = lamp) => {
    asked.length = 0;
    host.said.length = 0;
    const outcome = readOutcome(entry(code, "run", 10_000, null, null, "go", JSON.stringify([what])));
    return { ...outcome, said: [...host.said], asked: [...asked] };
  };
  return { host, lamp, room, go };
}

const reads = (asked: readonly string[]): number => asked.filter((name) => name === "peek" || name === "peekAll" || name === "get").length;

test("The same property is asked for once until something may have changed.", () => {
  const { go } = open(`command "go <x: lamp>"; let n = x.turns + x.turns + x.turns; x.turns = 5; say "{n + x.turns}"; end`);
  const { said, asked } = go();
  expect(said).toEqual(["5"]);
  expect(reads(asked)).toBe(2);
});

test("What is read together comes together the next time, for the same fuel.", () => {
  const { go } = open(`command "go <x: lamp>"; say "{x.turns} {x.hue} {x.place}"; end`);
  const first = go();
  const second = go();
  expect(second.said).toEqual(first.said);
  expect(second.fuel).toBe(first.fuel);
  expect(reads(first.asked)).toBe(3);
  expect(second.asked.filter((name) => name === "peekAll")).toHaveLength(1);
  expect(reads(second.asked)).toBe(1);
});

test("What is read of each item of a list comes with the list, for the same fuel.", () => {
  const { host, room, go } = open(
    `command "go <x: room>"; let n = count of (x.things where not hidden and turns is 0); say "{x.desc} {n}"; end`,
  );
  for (let i = 0; i < 5; i++)
    host.spawn(
      `lamp${i}`,
      ["t.lamp"],
      [
        ["turns", 0],
        ["hidden", i === 0],
      ],
      room,
    );
  const first = go(room);
  go(room);
  const third = go(room);
  expect(first.said).toEqual(["Wide. 5"]);
  expect(third.said).toEqual(first.said);
  expect(third.fuel).toBe(first.fuel);
  expect(reads(third.asked)).toBe(1);
});

test("What came along is forgotten by a write, a call and an undo.", () => {
  const { host, lamp, go } = open(`command "go <x: lamp>"
  say "{x.turns} {x.hue}"
  x.hue = "blue"
  say "{x.turns} {x.hue}"
  try
    x.turns = 99
    deny "No."
  else
    say "{x.turns} {x.hue}"
  end
  deed use x: say "used"; end
  say "{x.turns} {x.hue}"
end`);
  host.functions.set("before use", () => {
    host.entities.get(lamp)!.props.set("turns", 7);
    return null;
  });
  for (let i = 0; i < 4; i++) {
    host.entities.get(lamp)!.props.set("turns", 0).set("hue", "sred");
    expect(go().said.filter((line) => /^\d/.test(line))).toEqual(["0 red", "0 blue", "0 blue", "7 blue"]);
  }
});

test("One run never sees what another read.", () => {
  const { host, lamp, go } = open(`command "go <x: lamp>"; say "{x.turns} {x.hue}"; end`);
  for (let i = 0; i < 4; i++) {
    host.entities.get(lamp)!.props.set("turns", i);
    expect(go().said).toEqual([`${i} red`]);
  }
});

test("What needs code is asked for by itself and forgets what was read before it.", () => {
  const { host, lamp, go } = open(`command "go <x: lamp>"; say "{x.turns} {x.hue} {x.turns}"; end`, (host) => {
    const { peek, get } = host;
    host.peek = (object, name) => (name === "hue" ? undefined : peek(object, name));
    host.peekAll = (object, plan) => JSON.stringify(plan.split(" ").map((name) => host.peek(object, name) ?? []));
    host.get = (object, name) => {
      if (name === "hue") host.entities.get(String(object))!.props.set("turns", 3);
      return get(object, name);
    };
  });
  for (let i = 0; i < 3; i++) {
    host.entities.get(lamp)!.props.set("turns", 1);
    expect(go().said).toEqual(["1 red 3"]);
  }
});

test("A try that changes nothing asks for no mark and undoes nothing.", () => {
  const { go } = open(`command "go <x: lamp>"
  let n = 0
  try
    n = x.turns
    deny "No."
  else
    n = 1
  end
end`);
  expect(go().asked).not.toContain("mark");
  expect(go().asked).not.toContain("undo");
});

test("What a thing is is asked once a run, and what comes of that once.", () => {
  let torch = "";
  const { go } = open(
    `kind torch is fixture; fn burn(): number; return 2; end; end
command "go <x: torch>"; if x is a torch and x is a fixture: say "{x.burn() + x.burn()}"; end; end`,
    (host) => {
      torch = host.spawn("torch", ["t.torch", "core.fixture"]);
    },
  );
  go(torch);
  const { said, asked } = go(torch);
  expect(said).toEqual(["4"]);
  expect(asked).toEqual(["peek", "host"]);
});

test("What a thing is comes along with what is read of it.", () => {
  const { go } = open(`command "go <x: lamp>"; if x is a lamp: say "{x.turns} {x.hue}"; end; end`);
  go();
  expect(go().asked).toEqual(["peekAll", "host"]);
});

test("What a thing is goes on coming along, though it is not read but known.", () => {
  const { go } = open(`command "go <x: lamp>"; let n = x.turns; if x is a lamp: say "{n}"; end; end`);
  for (let i = 0; i < 2; i++) go();
  for (let i = 0; i < 60; i++) expect(go().asked).toEqual(["peekAll", "host"]);
});

test("What comes along for nothing again and again comes no more, until it is read again.", () => {
  let plan = "";
  const { host, lamp, go } = open(`command "go <x: lamp>"; say "{x.turns} {x.place}"; if x.turns is 0: say "{x.hue}"; end; end`, (host) => {
    const { peekAll } = host;
    host.peekAll = (object, names) => {
      plan = names;
      return peekAll(object, names);
    };
  });
  const set = (turns: number) => host.entities.get(lamp)!.props.set("turns", turns);
  for (let i = 0; i < 3; i++) go();
  expect(plan).toBe("turns place hue");
  set(1);
  for (let i = 0; i < 100; i++) go();
  expect(plan).toBe("turns place");
  set(0);
  expect(go().said).toEqual([expect.stringMatching(/^0 /), "red"]);
  go();
  expect(plan).toBe("turns place hue");
});

test("A write has its own property read anew, and nothing else.", () => {
  const { go } = open(`command "go <x: lamp>"; let n = "{x.turns} {x.hue}"; x.turns = 5; say "{n} {x.turns} {x.hue}"; end`);
  go();
  const { said, asked } = go();
  expect(said).toEqual(["5 red 5 red"]);
  expect(asked).toEqual(["peekAll", "set", "peek", "host"]);
});

test("A function that changes nothing leaves what was read.", () => {
  const { go } = open(
    `thing rope "rope"; end\ncommand "go <x: lamp>"; let n = x.turns; let m = count(rope, in: x); say "{n + m + x.turns}"; end`,
    (host) => host.functions.set("count", () => 5),
  );
  const { said, asked } = go();
  expect(said).toEqual(["5"]);
  expect(reads(asked)).toBe(1);
});

test("What is said and a deed that nobody hears leave what was read, and a payment all but the money.", () => {
  const till: { wire: string } = { wire: "" };
  const { host, go } = open(
    `command "go <x: account>"
  let n = x.money
  say "{x.desc} {n}"
  deed use x: n = x.money; end
  pay 3 from x to x
  say "{x.desc} {x.money} {x.desc} {x.money}"
end`,
    (host) => {
      till.wire = host.spawn(
        "till",
        ["core.account"],
        [
          ["money", "$10"],
          ["desc", "sIron."],
        ],
      );
      // As the engine says it when no script ran.
      host.deedBefore = () => 0;
      host.deedAfter = () => 0;
      host.functions.set("pay", () => {
        host.entities.get(till.wire)!.props.set("money", "$7");
        return null;
      });
    },
  );
  go(till.wire);
  host.entities.get(till.wire)!.props.set("money", "$10");
  const { said, asked } = go(till.wire);
  expect(said).toEqual(["Iron. 10 coins", "Iron. 7 coins Iron. 7 coins"]);
  // Both together, then the money anew.
  expect(reads(asked)).toBe(2);
});
