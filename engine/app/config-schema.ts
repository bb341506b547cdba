// What may stand in `loremesh.toml`, checked so that a wrong word is named with its line or its key.

import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { EngineError } from "../base/errors.ts";
import type { Config } from "./config.ts";
import { DEFAULT_CONFIG } from "./config.ts";

const count = z.int().positive();

const SCHEMA = z.strictObject({
  world: z.string().optional(),
  db: z.string().optional(),
  telnet: z
    .strictObject({
      host: z.string(),
      port: z.int().min(0).max(65_535),
      max_connections: count,
      max_per_address: count,
      max_line_bytes: count.max(100_000),
      max_waiting: count,
      idle_minutes: z.number().positive(),
    })
    .partial()
    .optional(),
  budget: z
    .strictObject({
      fuel: count,
      wall_ms: count,
      messages: count,
      effects: count,
      nesting: count.max(16),
      depth: count.max(100),
      rows: count,
      walk: count,
      jobs: count,
      waiting: count,
    })
    .partial()
    .optional(),
  sandbox: z
    .strictObject({ memory_mb: count.min(8), max_live: count, idle_minutes: z.number().positive() })
    .partial()
    .optional(),
  grants: z.record(z.string(), z.array(z.string())).optional(),
  log: z
    .strictObject({ file: z.string(), level: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]) })
    .partial()
    .optional(),
  supervision: z
    .strictObject({ turn_ms: count.min(100), rest_ms: count, start_ms: count })
    .partial()
    .optional(),
});

type Written = z.infer<typeof SCHEMA>;

export function checkConfig(text: string, file: string): Config {
  let table: unknown;
  try {
    table = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new EngineError("E_CONFIG", { detail: `${file}:${error.line}:${error.column}: ${error.message}` });
  }
  const result = SCHEMA.safeParse(table);
  if (!result.success) throw new EngineError("E_CONFIG", { detail: `${file}\n${z.prettifyError(result.error)}` });
  return merge(result.data);
}

/** Keys are `snake_case` in the file and `camelCase` here; minutes become milliseconds. */
function merge(written: Written): Config {
  const base = DEFAULT_CONFIG;
  return {
    world: written.world ?? base.world,
    db: written.db ?? base.db,
    telnet: { ...base.telnet, ...camel(written.telnet) },
    budget: { ...base.budget, ...camel(written.budget) },
    sandbox: { ...base.sandbox, ...camel(written.sandbox) },
    grants: written.grants ?? base.grants,
    log: { ...base.log, ...camel(written.log) },
    patience: { ...base.patience, ...camel(written.supervision) },
  };
}

function camel(section: Readonly<Record<string, string | number | undefined>> = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(section).map(([key, value]) => {
      if (key === "idle_minutes") return ["idleMs", Number(value) * 60_000];
      return [key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value ?? ""];
    }),
  );
}
