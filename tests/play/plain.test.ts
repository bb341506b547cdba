// Every transcript, played plain.

import { playAll } from "./all.ts";

playAll("plain");
