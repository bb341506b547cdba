// The settings of one radio.

import { z } from "zod";
import { transportAt } from "../../radio/place.ts";
import type { Setting } from "./setting.ts";

const isHost = (place: string): boolean => !place.startsWith("/") && transportAt(place) !== null;

export const RADIO_SETTINGS: readonly Setting[] = [
  {
    key: "name",
    type: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,30}$/),
    takes: "a short name of small letters, digits, - and _",
    doc: "how log, status and metrics call it; what waits for it is kept under this name, so do not change it",
    otherwise: "must be given",
  },
  {
    key: "serial",
    type: z.string().regex(/^\/|^COM\d+$/i),
    takes: "a path that begins with /, as /dev/ttyUSB0",
    doc: "the device it is plugged in as; this or `host` must be given",
    otherwise: "by `host`",
  },
  { key: "baud", type: z.int().min(1_200).max(4_000_000), doc: "speed of the serial line", otherwise: "115200" },
  {
    key: "host",
    type: z.string().refine(isHost),
    takes: "HOST or HOST:PORT",
    doc: "its address on the network; the port is 4403 when none is given",
    otherwise: "by `serial`",
  },
  {
    key: "most_hops",
    type: z.int().min(0).max(7),
    doc: "no packet of ours is sent with more hops; answers go as far as the question came, and a little further after a loss",
    otherwise: "the radio's own setting",
  },
];
