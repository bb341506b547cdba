// Whole findings as a builder reads them. The wording may change; that it names the word, says why and what to do may not.

import { describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../../dsl/render.ts";
import { checkSource } from "./support/check-source.ts";

const PAIRS: readonly (readonly [string, string])[] = [
  [
    'room quay "Quay"\n  desc: "Wet."\n  exit north to mraket\nend\n\nroom market "Market"\n  desc: "Loud."\nend',
    "test.lore:3:17: error LORE401: The exit north leads nowhere: there is no room `mraket`.\n 3 |   exit north to mraket\n   |                 ^^^^^^\n   = did you mean `market`?",
  ],
  [
    "on enter: say actor.nme; end",
    "test.lore:1:21: error LORE104: A being has no `nme`.\n 1 | on enter: say actor.nme; end\n   |                     ^^^\n   = did you mean `name`?",
  ],
  [
    'thing lamp "lamp"\n  desc: "Brass."\nend\non enter: destroy lamp; end',
    "test.lore:4:19: error LORE206: `lamp` is a model, and `what` needs one that stands somewhere.\n 4 | on enter: destroy lamp; end\n   |                   ^^^^\n   = create it? `create(lamp)` gives one",
  ],
  [
    "fn f(way: exit): text\n  return way.door.name\nend",
    "test.lore:2:10: error LORE202: `way.door` may be nothing, and `.name` needs something.\n 2 |   return way.door.name\n   |          ^^^^^^^^\n   = ask first: `if way.door is not nothing`, or give another with `or`",
  ],
  [
    "on enter: mint 5 to actor; end",
    'test.lore:1:11: error LORE313: `mint` needs the capability `mint`, which this pack does not ask for.\n 1 | on enter: mint 5 to actor; end\n   |           ^^^^\n   = add "mint" to `capabilities` in pack.toml',
  ],
  [
    "kind shop is thing\n  prop price: money = 1\n  fn dear(): bool\n    return price > 3\n  end\nend",
    "test.lore:4:12: error LORE101: There is nothing called `price`.\n 4 |     return price > 3\n   |            ^^^^^\n   = did you mean `self.price`? a property always has an owner",
  ],
  [
    `text sign "${"The harbour sleeps. ".repeat(11)}"`,
    `test.lore:1:11: lint LORE501: This text may take 220 bytes, and a frame holds 200.`,
  ],
];

describe("a finding", () => {
  for (const [source, rendered] of PAIRS) {
    it(rendered.split("\n")[0]!, () => {
      const [first] = checkSource(source).diagnostics;
      const text = renderDiagnostic(first!, source);
      expect(text.startsWith(rendered) ? rendered : text).toBe(rendered);
    });
  }
});
