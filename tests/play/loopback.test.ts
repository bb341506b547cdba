// Every transcript, played loopback.

import { playAll } from "./all.ts";

playAll("loopback");
