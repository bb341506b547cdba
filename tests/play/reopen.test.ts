// Every second transcript, played with the world opened anew again and again.

import { playAll } from "./all.ts";

playAll("reopen", "odd");
