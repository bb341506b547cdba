// The mesh on which a play is simulated: the server's node in the middle, the players' and the bystanders' around it.

import { Chance } from "../../base/chance.ts";
import { PRESETS, type Preset } from "../../radio/airtime.ts";
import { aroundOne, fromPlaces, hopsFrom, type Landscape, type Place, SOFT_EDGE_DB, weakestDb } from "../../radio/sim/landscape.ts";
import { SimMesh, usualChatter } from "../../radio/sim/mesh.ts";
import type { SimNode } from "../../radio/sim/node.ts";
import type { SimOptions } from "./options.ts";

/** Where virtual time begins: worlds have a calendar. */
const START_MS = Date.UTC(2026, 0, 1, 12, 0);
const MOST_DRAWS = 500;
/** Only the server's radio may be short of it: what is tried is whether play goes on. */
const PHONE_MEMORY = 250;

export interface Layout {
  readonly mesh: SimMesh;
  readonly server: SimNode;
  readonly players: readonly SimNode[];
}

export function layOut(options: SimOptions): Layout {
  const { seed, preset, region, memory, loss, duplicates, reorder: reordering } = options;
  const chance = new Chance(seed);
  const landscape = landscapeFor(options, chance);
  const chatter = usualChatter(options.nodes, preset);
  const mesh = new SimMesh({
    seed: chance.next32(),
    preset,
    region,
    landscape,
    nodes: landscape.map((_, index) => ({ ...chatter, memory: index === 0 ? memory : PHONE_MEMORY, longName: nameOf(index) })),
    weather: { loss, duplicates, reordering },
    startMs: START_MS,
  });
  mesh.acquaint();
  const [server, ...others] = mesh.nodes;
  return { mesh, server: server!, players: others.slice(0, options.players) };
}

/** Places are drawn until some lie as far out as asked, and none further, over signals that fading takes nothing from. */
function landscapeFor({ preset, nodes, hops }: SimOptions, chance: Chance): Landscape {
  const modem = PRESETS[preset];
  for (let draw = 0; ; draw++) {
    const landscape = fromPlaces(modem, placesFor(modem, nodes, hops, chance));
    const furthest = Math.max(...hopsFrom(landscape, 0, weakestDb(modem) + SOFT_EDGE_DB).slice(1));
    if (furthest === hops || draw === MOST_DRAWS) return landscape;
  }
}

/** One hop is one neighborhood, where everybody hears everybody; with more the nodes lie as far out as relays reach. */
function placesFor(modem: Preset, nodes: number, hops: number, chance: Chance): Place[] {
  const places = aroundOne(modem, nodes, hops, chance);
  const scale = hops === 1 ? NEAR : 1;
  return places.map(({ xMeters, yMeters }) => ({ xMeters: xMeters * scale, yMeters: yMeters * scale }));
}

/** Two on opposite sides of the middle are then 0.77 of a reach apart at most: a signal that fading takes nothing from. */
const NEAR = 0.45;

const ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p"];
const VOWELS = ["a", "e", "i", "o", "u"];

/** A name as people give their nodes, another for each of a thousand: letters only, so that a world takes it for a player's. */
function nameOf(index: number): string {
  const [first, second, third] = [index % 10, Math.floor(index / 10) % 10, Math.floor(index / 100) % 10];
  const word = `${ONSETS[first]}${VOWELS[second % 5]}${ONSETS[(first + second) % 10]}${VOWELS[third % 5]}${second < 5 ? "r" : "s"}${third < 5 ? "" : "a"}`;
  return word.charAt(0).toUpperCase() + word.slice(1);
}
