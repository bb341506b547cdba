// A pack of any number of rooms, each with a scripted thing, made for measuring.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WIDTH = 40;

/** Writes the pack `bench`, its rooms shared out among so many files, into a folder below `under` and answers with that folder. */
export function writeBenchPack(under: string, rooms: number, files = 1): string {
  const folder = join(under, files === 1 ? "bench" : `bench-in-${files}-files`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "pack.toml"),
    'id = "bench"\ntitle = "Bench"\nversion = "0.1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "r0"\ncapabilities = []\n',
  );
  const each = Math.ceil(rooms / files);
  for (let i = 0; i < files; i++) {
    const name = files === 1 ? "grid.lore" : `grid-${String(i).padStart(2, "0")}.lore`;
    writeFileSync(join(folder, name), gridSource(rooms, i * each, Math.min(rooms, (i + 1) * each)));
  }
  return folder;
}

const KIND = `kind plot is room; end

kind crank is fixture
  prop turns: number = 0

  on use
    self.turns += 1
    if self.turns > 1000000: self.turns = 0; end
    say "{Actor turns} {self:the}." to room
  end
end
`;
const COMMAND = `command "spread <n: number>"
  let places = all plot
  move actor to places[n]
end
`;

/** Rooms of a grid, about ten lines each: exits to its neighbors, a crank that counts. What they share stands with the first one. */
function gridSource(rooms: number, from: number, to: number): string {
  const own = Array.from({ length: to - from }, (_, i) => roomSource(from + i, rooms));
  return (from === 0 ? [KIND, ...own, COMMAND] : own).join("\n");
}

function roomSource(i: number, rooms: number): string {
  const exits = [
    ["north", i - WIDTH],
    ["south", i + WIDTH],
    ["west", i % WIDTH === 0 ? -1 : i - 1],
    ["east", i % WIDTH === WIDTH - 1 ? -1 : i + 1],
  ] as const;
  const lines = exits.filter(([, to]) => to >= 0 && to < rooms).map(([way, to]) => `  exit ${way} to r${to}`);
  return `plot r${i} "Room ${i}"\n  desc: "A plain square room, number ${i} of many."\n${lines.join("\n")}\n\n  crank c${i} "iron crank"\n    desc: "It turns."\n  end\nend\n`;
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
