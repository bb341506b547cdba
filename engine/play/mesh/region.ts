// What a radio's own words for its region and preset mean for our share of the air.

import { PRESETS, type Preset } from "../../radio/airtime.ts";

/** Percent of a rolling hour, where a rule limits it. Source: the regions table in the firmware's src/mesh/RadioInterface.cpp. */
const DUTY_PERCENT: Readonly<Record<string, number>> = { EU_433: 10, EU_868: 10, UA_433: 10, UA_868: 1 };

export function dutyCycleOf(region: string): number {
  return (DUTY_PERCENT[region] ?? 100) / 100;
}

/** `LONG_FAST` as `LongFast`. What we do not know is reckoned as the slowest: too little is sent then, never too much. */
export function presetOf(word: string): Preset {
  const name = word.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const known: Readonly<Record<string, Preset>> = PRESETS;
  return known[name] ?? PRESETS.LongSlow;
}
