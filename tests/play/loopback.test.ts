// Transcripts played over a mesh without a fault: every second, for the others are played over one that loses, repeats and reorders.

import { playAll } from "./all.ts";

playAll("loopback", "odd");
