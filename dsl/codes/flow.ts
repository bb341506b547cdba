// LORE3xx: statements where they cannot work. Each `wrong` is a whole file that gives its code.

import type { CodeTable } from "./entry.ts";

export const FLOW_CODES = {
  LORE301: {
    severity: "error",
    title: "Never reached",
    about: "The statement before leaves the block on every way, so this one never runs.",
    wrong: `fn f(): number\n  return 1\n  say "Done." to players\nend`,
    right: `fn f(): number\n  say "Done." to players\n  return 1\nend`,
  },
  LORE302: {
    severity: "error",
    title: "`ask` is not last",
    about: "The run ends at an `ask`; what its block holds goes on when the answer comes. Statements after it would not wait.",
    wrong: `command "name"\n  ask actor "Name it?" as reply: say reply; end\n  say "Thanks."\nend`,
    right: `command "name"\n  ask actor "Name it?" as reply\n    say reply\n    say "Thanks."\n  end\nend`,
  },
  LORE303: {
    severity: "error",
    title: "`ask` in a loop",
    about: "The run ends at an `ask`, so a loop around it would not go round again. `again` inside the `ask` puts the question anew.",
    wrong: `command "poll"\n  for each p in players\n    ask p "Well?" as reply: say reply; end\n  end\nend`,
    right: `command "poll"\n  ask actor "Well?" as reply\n    if reply is "": again; end\n    say reply\n  end\nend`,
  },
  LORE304: {
    severity: "error",
    title: "`deny` after the deed",
    about:
      "An `on` runs when the deed is done, and an `every` when the clock says so: there is nothing left to refuse. `before` can refuse.",
    wrong: `on take: deny "Leave it."; end`,
    right: `before take: deny "Leave it."; end`,
  },
  LORE305: {
    severity: "error",
    title: "No actor here",
    about: "In a function only parameters and `self` exist; in an `every` nobody acts. Pass whoever is meant as an argument.",
    wrong: `fn greet(); say "Hello." to actor; end`,
    right: `fn greet(who: being); say "Hello." to who; end`,
  },
  LORE306: {
    severity: "error",
    title: "Nobody to say it to",
    about: "`say` without `to` speaks to the actor, and there is none here.",
    wrong: `room square "Square"\n  desc: "Wide."\n  every 10 minutes: say "The bell rings."; end\nend`,
    right: `room square "Square"\n  desc: "Wide."\n  every 10 minutes: say "The bell rings." to self; end\nend`,
  },
  LORE307: {
    severity: "error",
    title: "`again` outside `ask`",
    about: "`again` puts the question of the `ask` around it once more.",
    wrong: `command "retry": again; end`,
    right: `command "retry"\n  ask actor "Ready?" as reply\n    if reply is "no": again; end\n  end\nend`,
  },
  LORE308: {
    severity: "error",
    title: "Not in a loop",
    about: "`break` and `continue` go with `for` and `while`.",
    wrong: `fn f(); break; end`,
    right: `fn f(); return; end`,
  },
  LORE309: {
    severity: "error",
    title: "Arrow outside a topic",
    about: "`-> topic` goes on with another topic of the talk, so it stands only in a topic.",
    wrong: `npc mira "Mira"\n  desc: "Ink."\n  topic greeting "Morning."\n  end\n  on talk: -> greeting; end\nend`,
    right: `npc mira "Mira"\n  desc: "Ink."\n  topic greeting "Morning."\n  end\n  topic news "None."\n    -> greeting\n  end\nend`,
  },
  LORE311: {
    severity: "error",
    title: "No `self` here",
    about: "`self` is whose trigger, function, command or topic this is. At the top of a file only triggers have one.",
    wrong: `fn f(): text\n  return self.name\nend`,
    right: `fn f(what: thing): text\n  return what.name\nend`,
  },
  LORE312: {
    severity: "error",
    title: "Only in a command",
    about: "`verb` is the word that was typed, so it exists only in a command.",
    wrong: `on enter: say verb; end`,
    right: `command "hop|jump": say verb; end`,
  },
  LORE313: {
    severity: "error",
    title: "Capability missing",
    about: "What this call does needs a capability. The pack asks for it in `pack.toml`, and the sysop grants it.",
    wrong: `on enter: mint 5 to actor; end`,
    right: `on enter: say "Hello."; end`,
  },
  LORE315: {
    severity: "lint",
    title: "May end without a value",
    about: "The function's header says that it gives a value, but it can come to its end without a `return`.",
    wrong: `fn f(n: number): number\n  if n > 0: return n; end\nend`,
    right: `fn f(n: number): number\n  if n > 0: return n; end\n  return 0\nend`,
  },
  LORE316: {
    severity: "error",
    title: "Cannot be refused",
    about: "Some events come whatever anybody says: connections, clocks, and a pack's own signals. They have `on` but no `before`.",
    wrong: `before connect: deny "Closed."; end`,
    right: `on connect: say "Welcome."; end`,
  },
  LORE317: {
    severity: "lint",
    title: "Never fires",
    about: "This event never comes to what the trigger belongs to, or nothing in the pack raises it.",
    wrong: `event bell_rung(times: number)\n\non bell_rung: say "Dong."; end`,
    right: `event bell_rung(times: number)\n\non bell_rung: say "Dong."; end\n\non enter: signal bell_rung(times: 1) in room; end`,
  },
  LORE319: {
    severity: "error",
    title: "`why` outside an `else`",
    about: "`why` is the reason of what failed in a `try`, so it exists only in the `else` of one.",
    wrong: `on enter: say why; end`,
    right: `on enter\n  try\n    say "Hello."\n  else\n    say why\n  end\nend`,
  },
} as const satisfies CodeTable;
