// Every transcript, played reopen.

import { playAll } from "./all.ts";

playAll("reopen");
