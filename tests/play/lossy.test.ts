// Every transcript, played lossy.

import { playAll } from "./all.ts";

playAll("lossy");
