// A pack of any number of rooms, each with a scripted thing, made for measuring.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WIDTH = 40;

/** Writes the pack `bench` into a folder below `under` and answers with that folder. */
export function writeBenchPack(under: string, rooms: number): string {
  const folder = join(under, "bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "pack.toml"),
    'id = "bench"\ntitle = "Bench"\nversion = "0.1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "r0"\ncapabilities = []\n',
  );
  writeFileSync(join(folder, "grid.lore"), gridSource(rooms));
  return folder;
}

/** About ten lines a room: exits to its neighbours on a grid, a crank that counts. */
export function gridSource(rooms: number): string {
  const parts = [
    'kind crank is fixture\n  prop turns: number = 0\n\n  on use\n    self.turns += 1\n    if self.turns > 1000000: self.turns = 0; end\n    say "{Actor turns} {self:the}." to room\n  end\nend\n',
  ];
  for (let i = 0; i < rooms; i++) parts.push(roomSource(i, rooms));
  parts.push(`command "spread <n: number>"\n  let places = all room\n  move actor to places[n]\nend\n`);
  return parts.join("\n");
}

function roomSource(i: number, rooms: number): string {
  const exits = [
    ["north", i - WIDTH],
    ["south", i + WIDTH],
    ["west", i % WIDTH === 0 ? -1 : i - 1],
    ["east", i % WIDTH === WIDTH - 1 ? -1 : i + 1],
  ] as const;
  const lines = exits.filter(([, to]) => to >= 0 && to < rooms).map(([way, to]) => `  exit ${way} to r${to}`);
  return `room r${i} "Room ${i}"\n  desc: "A plain square room, number ${i} of many."\n${lines.join("\n")}\n\n  crank c${i} "iron crank"\n    desc: "It turns."\n  end\nend\n`;
}

/** A pack of at least `lines` lines with code of every common form, for the compiler. */
export function codeSource(lines: number): string {
  const parts: string[] = [];
  let count = 0;
  for (let i = 0; count < lines; i++) {
    const part = CODE.replaceAll("#", String(i));
    parts.push(part);
    count += part.split("\n").length - 1;
  }
  return parts.join("");
}

const CODE = `room hall# "Hall #"
  desc: "A hall like others."
  flags: safe
  exit in to shed#

  thing chest# "oak chest" is container, fixture
    desc: "Iron bands."
    closed: true
    on open: say "{Actor opens} {self:the}. It creaks." to room; end
  end

  on enter
    if actor is a player and night
      say "It is dark, {actor}." to actor
    end
  end
end

room shed# "Shed #"
  desc: "Tools and dust."
  exit out to hall#
end

kind vessel# is thing
  prop water: number = 0
  prop leaks: bool = false

  fn bail(by amount: number): number
    let before_it = self.water
    self.water = max(0, self.water - amount)
    return before_it - self.water
  end

  on use with tool
    let got = self.bail(by: 2 + 1d6)
    if got > 3
      say "{Actor bails} {got} from {self:the}." to room
    else
      say "Hardly a drop."
    end
  end
end

fn total#(items: list of thing): number
  let sum_of = 0
  for each x in items
    if x.weight > 2 and not x.hidden: sum_of += x.weight * x.count; end
  end
  return sum_of
end

command "weigh#"
  help "weigh# · what you carry"
  let load = total#(actor.things)
  match load
    when 0: say "Nothing."
    when 1, 2: say "Little."
    else: say "You carry {load}."
  end
end

`;
