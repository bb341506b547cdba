// A file with ten unrelated mistakes reports ten: each where it stands, none hidden by the one before.

import { describe, expect, test } from "vitest";
import { parse } from "../../../dsl/index.ts";

/** Each line that is wrong ends in `--!` and the code it should give; any other line should give none. */
function wantedAndFound(source: string): { wanted: string[]; found: string[] } {
  const wanted = source.split("\n").flatMap((line, index) => {
    const code = /--! (LORE\d+)/.exec(line)?.[1];
    return code === undefined ? [] : [`${index + 1} ${code}`];
  });
  const clean = source.replace(/ *--! LORE\d+/g, "");
  const found = parse(clean, { file: "ten.lore" }).diagnostics.map((d) => `${d.line} ${d.code}`);
  return { wanted, found };
}

const ROOMS = `
room square "Harbour Square"
  desc: "Gulls wheel over wet cobbles. --! LORE001
  flags: safe,, outdoors --! LORE016
  exit north market --! LORE017
  exit down to cellar through hatch
  porp wet: bool --! LORE014

  thing fountain "stone fountain" is fixture
    desc: "Coins wink."
    on use
      if not actor has coin say "No coin."; stop; end --! LORE012
      take coin from actor
      if chance = 10 --! LORE032
        say "Lucky."
      end
      say "Plop. {actor takes" --! LORE007
    end
  end
end

thing hatch "cellar hatch" is door
  key brass_key --! LORE014
  locked: true
end

commnd "look" --! LORE014
  say "You look."
end

thing brass_key "brass key" in square
  weight: --! LORE015
  value: 5
  on take: say "It is warm."; end
end

every day at 25:00: stop; end --! LORE035
`;

const CODE = `
fn price(what: thing): money
  let n = max(1, 2 --! LORE005
  let end = 5 --! LORE027
  return what.value * n
end

kind shop is thing
  fn sell(item thing) --! LORE017
    give item actor --! LORE018
    pay 10, actor --! LORE019
    if 1 < item.value < 5 --! LORE021
      stop
    end
  end

  on create
    try --! LORE034
      self.restock()
    end
    self --! LORE013
  end
end

command "list <what: thing" --! LORE026
  for x in all shop --! LORE017
    say x.name
  end
  say ("a") + "b" --! LORE020
  x && y --! LORE002
end
`;

const ENDS = `
room a "A"
  on enter
    if actor is a player --! LORE010
      say "Hello."
  end
end

room b "B"
  on enter
    say "Hello."
  end
  end --! LORE011
  exit north to a
end

room c "C"
  on leave
    else --! LORE023
      stop
    end
  end
end

npc d "D"
  topic hello "Hi." --! LORE010
    choice "Bye."
  topic news "None."
    choice "Bye."
    say "x" --! LORE024
  end
end

fn e() --! LORE010
  let x = 1

kind f is thing
  prop a: number = ] --! LORE015
  record g --! LORE030
    a: number
  end
  prop b: number
end

say "Hello." --! LORE014

room h "H" --! LORE010
  desc: "Last."
`;

describe("every mistake is told, each on its line", () => {
  test.each([
    ["rooms and things", ROOMS, 10],
    ["code", CODE, 12],
    ["ends", ENDS, 10],
  ])("%s", (_name, source, atLeast) => {
    const { wanted, found } = wantedAndFound(source);
    expect(wanted.length).toBeGreaterThanOrEqual(atLeast);
    expect(found).toEqual(wanted);
  });
});
