// A town of a few rooms with one of everything that host functions touch. Commands are thin: a test names the function it proves.

export const TOWN = `
thing coin "coin": value: 1; end
thing rope "coil of rope": weight: 4; end
thing anvil "anvil": weight: 45; end
thing brass_key "brass key": weight: 1; end

room square "Harbor Square"
  exit north to market
  exit down to cellar through hatch
  exit out to market, locked true

  thing chest "oak chest" is fixture, container: capacity: 2; key: brass_key; end
  thing till "till" is fixture, account: hidden: true; end
end

room market "Market": exit south to square; capacity: 2; end
room cellar "Cellar": exit up to square through hatch; end
room tower "Tower": exit down to market; end

thing hatch "cellar hatch" is door: key: brass_key; end

npc mira "Mira" in market is account: desc: "A trader."; end
npc gull "one-legged gull" in square: hp: 3; max_hp: 5; end

area flat "flat"
  room hall "Hall": exit out to square; end
end

fn put(what: thing, into place: entity, times n: number = 1)
  move what to place times n
end

command "take <what: thing here> <n: number>"
  move what to actor times n
  say "{Actor takes} {n:what}." to room
end

command "put <what: thing> <box: entity> <n: number>"
  move what to box times n
end

command "go <place: room>": move actor to place; end
command "shove <who: being> <place: room>": move who to place; end
command "fetch <who: being> <place: room>": rescue who to place; end
command "make <n: number>": create coin in actor times n; end
command "forge": create anvil in actor; end
command "build"
  let home = create(flat)
  move actor to home
end
command "use_up <n: number>"
  let spent = take(coin, from: actor, times: n)
  say "{spent:n}"
end
command "grab"
  let found = take(rope, from: square)
  move found to actor
end
command "tally": say "{count(coin, in: actor)} of {count(coin, in: square)}"; end

command "pay <sum: money> <who: entity>"
  pay sum from actor to who for "bread"
  say "{Actor pays} {who} {sum}." to room
end
command "try_pay <sum: money>": say if pay(sum, from: actor, to: till) then "paid" else "poor"; end
command "rob <who: player> <sum: money>": pay sum from who to actor for "robbery"; end
command "mint <sum: money>": mint sum to actor; end
command "burn <sum: money>": burn sum from actor; end

command "open <what: thing>": open what; end
command "open_way": open down; end
command "close_way": close down; end
command "lock_way": lock down; end
command "unlock_way": unlock down; end
command "bar <n: number>"
  if n is 1: unlock out; else: lock out; end
end
command "open_north": open north; end

command "hit <who: being> <n: number>": damage who by n; end
command "bless <who: being> <n: number>": heal who by n; end

command "tell <who: player> <words: text>": say words to who; end
command "all <words: text>": say words to players; end
command "shout <place: room> <words: text>": say words to place; end
command "wave": say "{Actor waves}." to room; end
command "nod": say "{Actor nods}." to others; end
command "list"
  say "Here:\\n" + menu([coin, rope])
end
command "nothing": say menu([]); end
command "find <name: text>"
  let who = find(name)
  say if who is nothing then "nobody" else "{who}"
end
command "rename <name: text>": rename actor to name; end
command "rename_other <who: player> <name: text>": rename who to name; end
command "quit": disconnect actor; end
command "keys": say join(keys({a: 1, b: 2}), with: ","); end
command "count_up <text: text>"
  let n = number(text)
  say if n is nothing then "none" else "{n + 1}"
end
command "helps"
  help "helps · what there is"
  let out = ""
  for each c in helps(): out += "{c.word}: {c.help}"; end
  say out
end
`;
