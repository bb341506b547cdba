// LORE6xx: what a pack that is built in the game may not say. Each `wrong` is a whole file that gives its code.

import type { CodeTable } from "./entry.ts";

export const BUILT_CODES = {
  LORE601: {
    severity: "error",
    title: "Not in the game",
    about:
      "A pack that is built in the game adds to the world and takes nothing over: no commands for all, no tables, no other wording for the texts of a pack below.",
    wrong: `command "dance": say "You dance."; end`,
    right: `room hall "Hall"\n  desc: "A smooth floor."\n  command "dance": say "You dance."; end\nend`,
  },
  LORE602: {
    severity: "error",
    title: "Not one's own",
    about: "What is built in the game extends what its own pack declares. A room of another pack may be given exits and nothing else.",
    wrong: `extend player\n  prop luck: number = 0\nend`,
    right: `thing lamp "lamp"\n  desc: "Brass."\nend\n\nextend lamp\n  prop luck: number = 0\nend`,
  },
  LORE603: {
    severity: "error",
    title: "Worth money",
    about: 'What is built in the game is worth nothing and holds no money: its maker could sell it. That takes the capability "mint".',
    wrong: `thing ring "ring"\n  desc: "Gold."\n  value: 500\nend`,
    right: `thing ring "ring"\n  desc: "Gold."\nend`,
  },
} as const satisfies CodeTable;
