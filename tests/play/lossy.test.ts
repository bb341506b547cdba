// Transcripts played over a mesh that loses, repeats and reorders: every second, for the others are played over one without a fault.

import { playAll } from "./all.ts";

playAll("lossy", "even");
