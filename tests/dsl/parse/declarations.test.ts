// What each form of declaration is read as, in a file and in a message that closes nothing.

import { describe, expect, test } from "vitest";
import { fileShape } from "../support/shape.ts";

const CASES: [source: string, shape: string][] = [
  ["on_use: stop; end", '(trigger phase:"on" event:use body:(stmts:[(stop)]))'],
  ["OnUse: stop; end", '(trigger phase:"on" event:use body:(stmts:[(stop)]))'],
  ["BEFORE_ENTER; stop; end", '(trigger phase:"before" event:enter body:(stmts:[(stop)]))'],
  ["on give what to taker: stop; end", '(trigger phase:"on" event:give args:[(name:what) (label:to name:taker)] body:(stmts:[(stop)]))'],
  ["on give to taker: stop; end", '(trigger phase:"on" event:give args:[(label:to name:taker)] body:(stmts:[(stop)]))'],
  ["on hear text: stop; end", '(trigger phase:"on" event:hear args:[(name:text)] body:(stmts:[(stop)]))'],
  ["every 10 minutes always: stop; end", "(every periodMs:600000 always body:(stmts:[(stop)]))"],
  ["every day at 04:05: stop; end", "(every dayAtMinutes:245 body:(stmts:[(stop)]))"],
  ["fn f(): money: return 5; end", "(fn name:f result:(named path:money) body:(stmts:[(return value:5)]))"],
  ["fn f(): money\nreturn 5\nend", "(fn name:f result:(named path:money) body:(stmts:[(return value:5)]))"],
  ["fn f():\nstop\nend", "(fn name:f body:(stmts:[(stop)]))"],
  ["fn f(); stop; end", "(fn name:f body:(stmts:[(stop)]))"],
  [
    'fn f(who: being?, by act: text, with word: text 12 = ""): list of thing?\nstop\nend',
    '(fn name:f params:[(name:who type:(named path:being optional)) (label:by name:act type:(named path:text)) (label:with name:word type:(named path:text length:12) value:"")] result:(list of:(named path:thing optional)) body:(stmts:[(stop)]))',
  ],
  [
    "kind shop is thing, account: prop wares: list of ware = []; end",
    "(kind name:shop parents:[thing account] members:[(prop name:wares type:(list of:(named path:ware)) value:(list))])",
  ],
  [
    "extend flat.hall: replace on hear: stop; end; on use: stop; end; end",
    '(extend target:flat.hall members:[(trigger phase:"on" event:hear body:(stmts:[(stop)])) (trigger phase:"on" event:use body:(stmts:[(stop)]))] replaced:())',
  ],
  [
    "record r: a: number = 1; to: text; end",
    "(record name:r fields:[(name:a type:(named path:number) value:1) (name:to type:(named path:text))])",
  ],
  [
    'table post "mail": board: board; key: text; key board, key; unique key; index board; append only; end',
    '(table name:post title:"mail" columns:[(name:board type:(named path:board)) (name:key type:(named path:text))] keys:[(role:"key" columns:[board key]) (role:"unique" columns:[key]) (role:"index" columns:[board])] appendOnly)',
  ],
  ['text shop.sold(what: thing) "x"', '(text name:shop.sold params:[(name:what type:(named path:thing))] value:"x")'],
  ['migrate from "1.2": stop; end', '(migrate from:"1.2" body:(stmts:[(stop)]))'],
  [
    'migrate lever "A lever": weight: 1; end',
    '(entity type:migrate name:lever title:"A lever" members:[(property name:weight values:[1])])',
  ],
  ["event bell_rung(times n: number)", "(event name:bell_rung params:[(label:times name:n type:(named path:number))])"],
  [
    'command "take|get [<n: number = 1>] <what: thing here>", "\'<words: text>": needs builder; help "h"; stop; end',
    '(command patterns:[(parts:[(words words:["take" "get"]) (optional parts:[(slot name:n type:(named path:number) value:1)]) (slot name:what type:(named path:thing) scope:"here")]) (parts:[(words words:["\'"]) (slot name:words type:(named path:text))])] needs:builder help:"h" body:(stmts:[(stop)]))',
  ],
  [
    'command "buy <item: model thing in self.wares.what> <self>": stop; end',
    '(command patterns:[(parts:[(words words:["buy"]) (slot name:item type:(model path:thing) within:self.wares.what) (slot name:self)])] body:(stmts:[(stop)]))',
  ],
  [
    'thing x "X" in square is light, container: flags: a, b; wares: {a: 1}, {a: 2}; end',
    '(entity type:thing name:x title:"X" place:square mixins:[light container] members:[(flags names:[a b]) (property name:wares values:[(map entries:[(key:a value:1)]) (map entries:[(key:a value:2)])])])',
  ],
  [
    'room a "A": exit north to b through hatch, hidden, cost by 5; thing c "C": value: 1; end; on: 5; end',
    '(entity type:room name:a title:"A" members:[(exit direction:north to:b through:hatch attrs:[(name:hidden) (name:cost label:by value:5)]) (entity type:thing name:c title:"C" members:[(property name:value values:[1])]) (property name:on values:[5])])',
  ],
  [
    'npc m "M": topic t "Hi": say 1; choice "a" if x -> b; choice "c"; end; end',
    '(entity type:npc name:m title:"M" members:[(topic name:t text:"Hi" body:(stmts:[say-so say(1)]) choices:[(text:"a" cond:x to:b) (text:"c")])])',
  ],
  [
    'thing a "A": prop s: "new" or "done" = "new" for each player; prop n: map of number?; end',
    '(entity type:thing name:a title:"A" members:[(prop name:s type:(words words:["new" "done"]) value:"new" each:player) (prop name:n type:(map of:(named path:number optional)))])',
  ],
];

describe("a declaration is read as its tree", () => {
  test.each(CASES)("%s", (source, shape) => {
    expect(fileShape(source)).toBe(shape);
  });
});

const MESSAGES: [source: string, shape: string][] = [
  [
    'extend here: on hear text: if text has "mellon": unlock(north)',
    '(extend target:here members:[(trigger phase:"on" event:hear args:[(name:text)] body:(stmts:[(if branches:[(cond:(has left:text right:"mellon") body:(stmts:[unlock(north)]))])]))])',
  ],
  ['thing rope "rope"', '(entity type:thing name:rope title:"rope")'],
  ['room a "A": exit n to b', '(entity type:room name:a title:"A" members:[(exit direction:n to:b)])'],
];

describe("a radio message closes what it opened", () => {
  test.each(MESSAGES)("%s", (source, shape) => {
    expect(fileShape(source, "radio")).toBe(shape);
  });
});
