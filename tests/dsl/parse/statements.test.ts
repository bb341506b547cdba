// What each form of statement is read as.

import { describe, expect, test } from "vitest";
import { shapeOf } from "../support/shape.ts";

const CASES: [source: string, shape: string][] = [
  ["give rope to bob", "say-so give(rope, to:bob)"],
  ["create rope in actor times 3", "say-so create(rope, in:actor, times:3)"],
  ["heal -5", "say-so heal((negate value:5))"],
  ["say to to", "say-so say(to:to)"],
  ["self.sell rope to actor", "say-so self.sell(rope, to:actor)"],
  ["unlock(north)", "unlock(north)"],
  ["say if a then b else c to bob", "say-so say((if-else cond:a then:b otherwise:c), to:bob)"],
  ["x = a in b", '(assign target:x op:"=" value:(in left:a right:b))'],
  ["self.p[1] += 2", '(assign target:self.p[1] op:"+=" value:2)'],
  ["add 0 to zeros", "(add-to value:0 target:zeros)"],
  ["add post with {a: 1}", "(add-row table:post record:(map entries:[(key:a value:1)]))"],
  ["remove m", "(remove what:m)"],
  ["remove whom from rest", "(remove what:whom from:rest)"],
  ["remove post where read, newest first, skip 50", "(remove-where table:post where:read tail:[(newest) (skip value:50)])"],
  [
    "update post set read = true, n = n + 1 where board is self",
    "(update table:post sets:[(column:read value:true) (column:n value:(n + 1))] where:(is left:board right:self))",
  ],
  ["signal rung(times: 3) in room", "(signal event:rung args:[(label:times value:3)] place:room)"],
  ["signal rung", "(signal event:rung)"],
  [
    "if a: stop; else if b: stop; else: stop; end",
    "(if branches:[(cond:a body:(stmts:[(stop)])) (cond:b body:(stmts:[(stop)]))] otherwise:(stmts:[(stop)]))",
  ],
  [
    "if a: stop; elseif b: stop; otherwise if c: stop; otherwise: stop; end",
    "(if branches:[(cond:a body:(stmts:[(stop)])) (cond:b body:(stmts:[(stop)])) (cond:c body:(stmts:[(stop)]))] otherwise:(stmts:[(stop)]))",
  ],
  [
    "if a: stop; else: if b: stop; end; end",
    "(if branches:[(cond:a body:(stmts:[(stop)]))] otherwise:(stmts:[(if branches:[(cond:b body:(stmts:[(stop)]))])]))",
  ],
  ["for i in 1 to 5: continue; end", "(for-range name:i from:1 to:5 body:(stmts:[(continue)]))"],
  ["for each x in xs where a: break; end", "(for-each name:x list:(query source:xs where:a) body:(stmts:[(break)]))"],
  ["while a: stop; end", "(while cond:a body:(stmts:[(stop)]))"],
  [
    "match k; when 1, 2: stop; when 3: stop; else: again; end",
    "(match subject:k arms:[(values:[1 2] body:(stmts:[(stop)])) (values:[3] body:(stmts:[(stop)]))] otherwise:(stmts:[(again)]))",
  ],
  ["choose 3: stop; or 1: stop; end", "(choose arms:[(weight:3 body:(stmts:[(stop)])) (weight:1 body:(stmts:[(stop)]))])"],
  ["choose\n stop\nor\n stop\nend", "(choose arms:[(body:(stmts:[(stop)])) (body:(stmts:[(stop)]))])"],
  ["try: stop; else: say why; end", "(try body:(stmts:[(stop)]) otherwise:(stmts:[say-so say(why)]))"],
  ["after 10 minutes: stop; end", "(after delay:600000ms body:(stmts:[(stop)]))"],
  [
    "deed take what times n from box: stop; end",
    "(deed name:take target:what args:[(label:times value:n) (label:from value:box)] body:(stmts:[(stop)]))",
  ],
  [
    'ask who "Name?" as reply for 1 day: stop; else: stop; end',
    '(ask who:who question:"Name?" as:reply wait:86400000ms body:(stmts:[(stop)]) otherwise:(stmts:[(stop)]))',
  ],
  ['ask who "Which?" from [1, 2] as x: stop; end', '(ask who:who question:"Which?" from:(list items:[1 2]) as:x body:(stmts:[(stop)]))'],
  ['ask who to allow "Pay?": stop; end', '(ask who:who allow question:"Pay?" body:(stmts:[(stop)]))'],
  ["-> wares", "(goto topic:wares)"],
  ["return", "(return)"],
  ["return x where a", "(return value:(query source:x where:a))"],
  ["let x = a +\n b", "(let x (a + b))"],
  ["let x = a or\n b", "(let x (a or b))"],
  ["f(a,\n b)", "f(a, b)"],
  ["to = 5", '(assign target:to op:"=" value:5)'],
  ["add = 5", '(assign target:add op:"=" value:5)'],
  ["say x is a to bob", "say-so say((is left:x right:a), to:bob)"],
  ["open bakery for actor", "say-so open(bakery, for:actor)"],
  ["say all to bob", "say-so say(all, to:bob)"],
];

describe("a statement is read as its tree", () => {
  test.each(CASES)("%s", (source, shape) => {
    expect(shapeOf(source)).toBe(shape);
  });
});
