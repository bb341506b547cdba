// The sysop's settings as the engine has them: every one has a default, so that a world runs without a file.

import { DEFAULT_MESH_SETTINGS, type MeshSettings } from "../play/mesh/settings.ts";
import { DEFAULT_SANDBOX_LIMITS, type SandboxLimits } from "../sandbox/types.ts";
import { type Budget, DEFAULT_BUDGET } from "../script/budget.ts";
import type { Patience } from "./front/supervisor.ts";
import { DEFAULT_PATIENCE } from "./front/supervisor.ts";
import { DEFAULT_WORLD } from "./places.ts";
import { type CanarySettings, DEFAULT_CANARY } from "./reload/canary.ts";
import type { LiveMode } from "./reload/live-site.ts";
import type { Warmth } from "./reload/warm.ts";
import type { TelnetLimits } from "./telnet/listener.ts";
import { DEFAULT_TELNET_LIMITS } from "./telnet/listener.ts";

export interface ReloadConfig {
  /** The packs' files are watched, and reloaded when they change. */
  readonly watch: boolean;
  readonly canary: CanarySettings;
  /** Where what is edited of them in the game goes. */
  readonly live: LiveMode;
  /** And only once the packs' transcripts have been played against it. */
  readonly liveTests: boolean;
  /** Who tries packs is at hand before the first order. */
  readonly warm: Warmth;
}

export interface Config {
  /** Name or folder of the pack that is played. */
  readonly world: string;
  /** Database file; null is the world's own in the state folder. */
  readonly db: string | null;
  readonly telnet: TelnetLimits & { readonly host: string; readonly port: number };
  readonly radios: readonly RadioConfig[];
  readonly mesh: MeshSettings;
  readonly budget: Budget;
  readonly sandbox: SandboxLimits;
  /** Capabilities that the sysop grants to packs from elsewhere; those of the checkout have what they ask for. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  readonly log: { readonly file: string | null; readonly level: string };
  readonly patience: Patience;
  /** Other packs for a world that runs. */
  readonly reload: ReloadConfig;
  /** How often the book of the money is proven while the world runs; 0: never. */
  readonly ledger: { readonly provenMs: number };
  /** Private copies of the world that builders make. */
  readonly tries: { readonly most: number };
  /** Where Prometheus may ask; without a port nobody can. */
  readonly metrics: { readonly host: string; readonly port: number | null };
}

/** One radio: by a serial line or on the network, never both. */
export interface RadioConfig {
  readonly name: string;
  readonly serial: string | null;
  readonly baud: number | null;
  /** HOST or HOST:PORT. */
  readonly host: string | null;
  readonly mostHops: number | null;
}

export const DEFAULT_RADIO: RadioConfig = { name: "", serial: null, baud: null, host: null, mostHops: null };

export const CONFIG_FILE = "loremesh.toml";

export const DEFAULT_CONFIG: Config = {
  world: DEFAULT_WORLD,
  db: null,
  // Telnet is in the clear: nobody but this machine hears it until the sysop says so.
  telnet: { ...DEFAULT_TELNET_LIMITS, host: "127.0.0.1", port: 4000 },
  radios: [],
  mesh: DEFAULT_MESH_SETTINGS,
  budget: DEFAULT_BUDGET,
  sandbox: DEFAULT_SANDBOX_LIMITS,
  grants: {},
  log: { file: null, level: "info" },
  patience: DEFAULT_PATIENCE,
  reload: { watch: false, canary: DEFAULT_CANARY, live: "auto", liveTests: false, warm: "auto" },
  ledger: { provenMs: 86_400_000 },
  tries: { most: 3 },
  metrics: { host: "127.0.0.1", port: null },
};

/** The same where a busy machine must not change what happens: real time ends no script for so long. Fuel ends what never ends. */
export function unhurried(config: Config, wallMs: number, buildMs: number): Config {
  return { ...config, budget: { ...config.budget, wallMs }, sandbox: { ...config.sandbox, wallMs, buildMs } };
}
