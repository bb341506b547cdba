import { expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate, readOutcome } from "../support/isolate.ts";

const INFO = { key: "trigger", role: "trigger" as const, params: [], file: "a.lore", line: 1 };

test("A unit written by hand reads, writes and speaks through its host.", () => {
  const host = createFakeHost();
  const bell = host.spawn(
    "t.bell",
    ["core.thing"],
    [
      ["times", 2],
      ["name", "sbell"],
    ],
  );
  const js = `(function($){"use strict";const F=$.F;
    function c0(self){if((F.n-=3)<0)$.out();self=$.assignProp(self,"times",$.add($.get(self,"times"),1));$.call("say",1,$.text("Rung ",$.get(self,"times")," times by ",$.part($.actor(),"","rings",1,null)));}
    return [c0];})
//# sourceURL=lore:t`;
  const { open } = createIsolate(host);
  const entry = open(js, [INFO]);
  const out = readOutcome(entry(0, "run", 100, bell, bell, "", "[]"));
  expect(out.wire).toBe(null);
  expect(out.fuel).toBeLessThan(100);
  expect(host.said).toEqual(["Rung 3 times by Bell ~rings"]);
});

test("A fault says where in the generated code it happened.", () => {
  const { open } = createIsolate(createFakeHost());
  const entry = open(`(function($){"use strict";\nfunction c0(self){\n  $.add(1,"x");}\nreturn [c0];})\n//# sourceURL=lore:t`, [INFO]);
  const out = readOutcome(entry(0, "run", 100, null, null, "", "[]"));
  expect(out.wire).toBe('!f["type","number and text do not add",3,5,"t"]');
});
