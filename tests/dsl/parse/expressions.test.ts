// What each form of expression is read as.

import { describe, expect, test } from "vitest";
import { exprShape } from "../support/shape.ts";

const CASES: [source: string, shape: string][] = [
  ["1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"],
  ["a or b and not c is d", "(a or (b and (not value:(is left:c right:d))))"],
  ["x is not a shop", "(is-a left:x not type:shop)"],
  ["x is a", "(is left:x right:a)"],
  ["x is not nothing", "(is left:x not right:nothing)"],
  ["x has a light and y has rope", "((has-a left:x type:light) and (has left:y right:rope))"],
  ["a.b[1].c(2, to: d).end", "a.b[1].c(2, to:d).end"],
  ["30%", "0.3"],
  ["5 minutes", "300000ms"],
  ["1.5 hours", "5400000ms"],
  ["2d6 + 1", "(2d6 + 1)"],
  ["-x * 2", "((negate value:x) * 2)"],
  ["if a then b else if c then d else e", "(if-else cond:a then:b otherwise:(if-else cond:c then:d otherwise:e))"],
  ["chance 30%", "(chance value:0.3)"],
  ["chance", "chance"],
  ["count of others", '(of op:"count" operand:others)'],
  [
    "first of (stocks where seller is self and what is item)",
    '(of op:"first" operand:{(query source:stocks where:((is left:seller right:self) and (is left:what right:item)))})',
  ],
  [
    "posts where at > now - 7 days, newest first, limit 5",
    "(query source:posts where:(at > (now - 604800000ms)) tail:[(newest) (limit value:5)])",
  ],
  ['all quest where state[actor] is "active"', '(query source:(all type:quest) where:(is left:state[actor] right:"active"))'],
  ["players", "players"],
  ["all", "all"],
  ["[1, 2,\n 3]", "(list items:[1 2 3])"],
  ['{name: "x", to: 5}', '(map entries:[(key:name value:"x") (key:to value:5)])'],
  [
    'self.needs where state[who] is "done", by level down, skip 2',
    '(query source:self.needs where:(is left:state[who] right:"done") tail:[(by name:level down) (skip value:2)])',
  ],
  ["f(posts where read)", "f((query source:posts where:read))"],
  ["a in b", "(in left:a right:b)"],
  ["not what in self.wares.what", "(not value:(in left:what right:self.wares.what))"],
  ["x not in y", "(in left:x not right:y)"],
  ["(i-1) mod 6 / 2", "(({(i - 1)} mod 6) / 2)"],
  ["w.price or item.value * self.markup", "(w.price or (item.value * self.markup))"],
  [
    '"a {Actor takes} {n:coin} {x.y:the} {n * 2} {others:and} {{b"',
    '"a <value:actor capital verb:"takes"> <value:n counted:coin> <value:x.y form:"the"> <value:(n * 2)> <value:others form:"and"> {b"',
  ],
  ["x ≠ y", "(x != y)"],
  ["a × b − 1", "((a * b) - 1)"],
  ["model of item", '(of op:"model" operand:item)'],
  ["any of [1, 2]", '(of op:"any" operand:(list items:[1 2]))'],
];

describe("an expression is read as its tree", () => {
  test.each(CASES)("%s", (source, shape) => {
    expect(exprShape(source)).toBe(shape);
  });
});
