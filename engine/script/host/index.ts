// All host functions, joined: the surface, the bridge, the reference page and the capability test are made from this one list.

import { BOOK } from "./book.ts";
import { BUILD } from "./build.ts";
import { BUILT } from "./built.ts";
import { COMMANDS } from "./commands.ts";
import { DOORS } from "./doors.ts";
import { HEALTH } from "./health.ts";
import { HISTORY } from "./history.ts";
import { KEEP_TRY } from "./keep-try.ts";
import { LIVE } from "./live.ts";
import { MAKE } from "./make.ts";
import { MANDATES } from "./mandates.ts";
import { MENU } from "./menu.ts";
import { MONEY_FUNCTIONS } from "./money.ts";
import { MOVE } from "./move.ts";
import { PEOPLE } from "./people.ts";
import { PURE } from "./pure.ts";
import { RADIO } from "./radio.ts";
import type { HostFunction } from "./record.ts";
import { REHEARSE } from "./rehearse.ts";
import { RELOAD } from "./reload.ts";
import { SAY } from "./say.ts";
import { SCRIPT_LINES } from "./script-lines.ts";
import { STAFF } from "./staff.ts";
import { SWITCHES } from "./switches.ts";
import { TALK } from "./talk.ts";
import { TRIES } from "./tries.ts";

export const HOST_FUNCTIONS: readonly HostFunction[] = [
  ...SAY,
  ...MENU,
  ...MOVE,
  ...MAKE,
  ...MONEY_FUNCTIONS,
  ...BOOK,
  ...MANDATES,
  ...DOORS,
  ...HEALTH,
  ...PEOPLE,
  ...HISTORY,
  ...RADIO,
  ...STAFF,
  ...RELOAD,
  ...LIVE,
  ...TALK,
  ...COMMANDS,
  ...BUILD,
  ...BUILT,
  ...SCRIPT_LINES,
  ...REHEARSE,
  ...SWITCHES,
  ...TRIES,
  ...KEEP_TRY,
  ...PURE,
];
