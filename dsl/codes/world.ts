// LORE4xx: the shape of the world and of its kinds and commands. Each `wrong` is a whole file that gives its code.

import type { CodeTable } from "./entry.ts";

export const WORLD_CODES = {
  LORE401: {
    severity: "error",
    title: "Exit to nowhere",
    about: "The exit leads to a room that does not exist.",
    wrong: `room quay "Quay"\n  desc: "Wet."\n  exit north to mraket\nend`,
    right: `room quay "Quay"\n  desc: "Wet."\n  exit north to market\nend\n\nroom market "Market"\n  desc: "Loud."\n  exit south to quay\nend`,
  },
  LORE402: {
    severity: "lint",
    title: "No way back",
    about: "The exit leads to a room that has no exit back. Meant for slides and traps; otherwise a player is stuck.",
    wrong: `room quay "Quay"\n  desc: "Wet."\n  exit north to market\nend\n\nroom market "Market"\n  desc: "Loud."\nend`,
    right: `room quay "Quay"\n  desc: "Wet."\n  exit north to market\nend\n\nroom market "Market"\n  desc: "Loud."\n  exit south to quay\nend`,
  },
  LORE403: {
    severity: "lint",
    title: "Out of reach",
    about: "No chain of exits leads from the entry room to this one, and no code names it.",
    wrong: `room start "Start"\n  desc: "Here."\nend\n\nroom attic "Attic"\n  desc: "Dust."\nend`,
    right: `room start "Start"\n  desc: "Here."\n  exit up to attic\nend\n\nroom attic "Attic"\n  desc: "Dust."\n  exit down to start\nend`,
  },
  LORE404: {
    severity: "error",
    title: "Ring of kinds",
    about: "A kind cannot be a kind of itself, however long the way.",
    wrong: `kind hen is egg\nend\n\nkind egg is hen\nend`,
    right: `kind egg is thing\nend\n\nkind hen is egg\nend`,
  },
  LORE405: {
    severity: "error",
    title: "Two parents disagree",
    about: "Two unrelated parents both give this function or default. The kind itself must say which it means.",
    wrong: `kind shop is thing\n  fn greet(): text\n    return "Buy!"\n  end\nend\n\nkind inn is thing\n  fn greet(): text\n    return "Rest!"\n  end\nend\n\nkind tavern is shop, inn\nend`,
    right: `kind shop is thing\n  fn greet(): text\n    return "Buy!"\n  end\nend\n\nkind inn is thing\n  fn greet(): text\n    return "Rest!"\n  end\nend\n\nkind tavern is shop, inn\n  fn greet(): text\n    return "Buy and rest!"\n  end\nend`,
  },
  LORE406: {
    severity: "lint",
    title: "No description",
    about: "A room, thing or person without `desc` shows nothing to who looks at it.",
    wrong: `thing coin "coin"\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend`,
  },
  LORE407: {
    severity: "error",
    title: "Two exits one way",
    about: "A room has at most one exit in each direction.",
    wrong: `room quay "Quay"\n  desc: "Wet."\n  exit north to quay\n  exit n to quay\nend`,
    right: `room quay "Quay"\n  desc: "Wet."\n  exit north to quay\n  exit south to quay\nend`,
  },
  LORE408: {
    severity: "error",
    title: "Lies in itself",
    about: "What a thing lies in cannot lie in the thing, however long the way.",
    wrong: `thing box "box" in bag\n  desc: "Wood."\nend\n\nthing bag "bag" in box\n  desc: "Cloth."\nend`,
    right: `thing box "box" in bag\n  desc: "Wood."\nend\n\nthing bag "bag"\n  desc: "Cloth."\nend`,
  },
  LORE409: {
    severity: "error",
    title: "Cannot stand here",
    about: "Exits stand only in rooms, and nested entities only in what has a place.",
    wrong: `thing box "box"\n  desc: "Wood."\n  exit north to quay\nend\n\nroom quay "Quay"\n  desc: "Wet."\nend`,
    right: `room box "Box"\n  desc: "Wood."\n  exit north to quay\nend\n\nroom quay "Quay"\n  desc: "Wet."\n  exit south to box\nend`,
  },
  LORE410: {
    severity: "lint",
    title: "Not a door",
    about: "`through` names what opens, closes and locks the exit: a thing that `is door`.",
    wrong: `room quay "Quay"\n  desc: "Wet."\n  exit north to quay through hatch\nend\n\nthing hatch "hatch"\n  desc: "Oak."\nend`,
    right: `room quay "Quay"\n  desc: "Wet."\n  exit north to quay through hatch\nend\n\nthing hatch "hatch" is door\n  desc: "Oak."\nend`,
  },
  LORE411: {
    severity: "error",
    title: "Slot of two types",
    about: "Patterns of one command share their slots, so a slot has the same type in each.",
    wrong: `command "offer <what: thing>", "offer coins <what: money>": stop; end`,
    right: `command "offer <what: thing>": stop; end\n\ncommand "offer coins <sum: money>": stop; end`,
  },
  LORE412: {
    severity: "lint",
    title: "Command in the way",
    about: "Two commands match the same line, so one of them never runs from it.",
    wrong: `command "dance|jig": say "You dance."; end\n\ncommand "jig": say "You jig."; end`,
    right: `command "dance": say "You dance."; end\n\ncommand "jig": say "You jig."; end`,
  },
  LORE413: {
    severity: "error",
    title: "Text slot is not last",
    about: "A slot of type `text` takes the rest of the line, so nothing can follow it.",
    wrong: `command "tell <words: text> to <who: player>": say words to who; end`,
    right: `command "tell <who: player> <words: text>": say words to who; end`,
  },
} as const satisfies CodeTable;
