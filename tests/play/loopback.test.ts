// Transcripts played over a mesh without a fault: a third of them, for all are played over one that loses, repeats and reorders.

import { playAll } from "./all.ts";

playAll("loopback", 3);
