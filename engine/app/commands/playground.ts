// `lore playground`: a page in a browser on this machine with an editor and a scratch world behind it.

import { isIP } from "node:net";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import { loadConfig } from "../load-config.ts";
import { readIndentRules } from "../playground/indent-rules.ts";
import { readSamples } from "../playground/samples.ts";
import { loadLibrary } from "../playground/scratch-pack.ts";
import { PlaygroundServer } from "../playground/server.ts";
import { DEFAULT_VISIT_LIMITS, Visits } from "../playground/visits.ts";

export interface PlaygroundFlags {
  readonly port?: number;
  readonly host?: string;
  readonly config?: string;
}

const PORT = 4080;
const LOOPBACK = "127.0.0.1";
const SWEEP_MS = 60_000;

export async function playground({ port = PORT, host = LOOPBACK, config: file }: PlaygroundFlags): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new EngineError("E_USAGE", { detail: "--port takes a number up to 65535." });
  const config = await loadConfig(file);
  const visits = new Visits({ library: await loadLibrary(), config, clock: SYSTEM_CLOCK, limits: DEFAULT_VISIT_LIMITS });
  const server = new PlaygroundServer({ visits, samples: readSamples(), indent: readIndentRules() });
  const open = await server.listen(port, host);
  setInterval(() => visits.sweep(), SWEEP_MS).unref();
  process.stdout.write(`The playground is at http://${isIP(host) === 6 ? `[${host}]` : host}:${open}/ until Ctrl-C.\n`);
  if (host !== LOOPBACK && host !== "localhost" && host !== "::1")
    process.stderr.write("Whoever reaches this address may write and run Lore on this machine, in worlds of their own.\n");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close().then(() => process.exit(0)));
}
