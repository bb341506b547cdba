// A playground of a test's own, in this process, on a port that the system chooses.

import { DEFAULT_CONFIG, unhurried } from "../../../../../engine/app/config.ts";
import { readIndentRules } from "../../../../../engine/app/playground/indent-rules.ts";
import { readSamples } from "../../../../../engine/app/playground/samples.ts";
import { loadLibrary } from "../../../../../engine/app/playground/scratch-pack.ts";
import { PlaygroundServer } from "../../../../../engine/app/playground/server.ts";
import { DEFAULT_VISIT_LIMITS, type VisitLimits, Visits } from "../../../../../engine/app/playground/visits.ts";
import { type Clock, SYSTEM_CLOCK } from "../../../../../engine/base/clock.ts";

// A busy machine must not fail a script here: fuel still ends what never ends.
const UNHURRIED = unhurried(DEFAULT_CONFIG, 10_000, 30_000);

export interface OpenPlayground {
  /** Without a slash at the end. */
  readonly base: string;
  readonly visits: Visits;
  close(): Promise<void>;
}

export async function openPlayground(limits: VisitLimits = DEFAULT_VISIT_LIMITS, clock: Clock = SYSTEM_CLOCK): Promise<OpenPlayground> {
  const visits = new Visits({ library: await loadLibrary(), config: UNHURRIED, clock, limits });
  const server = new PlaygroundServer({ visits, samples: readSamples(), indent: readIndentRules() });
  const port = await server.listen(0, "127.0.0.1");
  return { base: `http://127.0.0.1:${port}`, visits, close: () => server.close() };
}
