// `lore test`: plays the transcripts below a path, each in every way, and shows where play and transcript differ.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { runTranscript, showFailures, type TranscriptResult } from "../../play/transcript/run.ts";
import { MODES, type Mode } from "../../play/transcript/theatre.ts";
import { showPath } from "../places.ts";
import { makeStage, packAround } from "../stage.ts";

export interface TestFlags {
  readonly update?: boolean;
  readonly mode?: string;
}

export async function test(paths: readonly string[], flags: TestFlags): Promise<void> {
  const files = [...new Set(paths.flatMap((path) => transcriptsAt(resolve(path))))];
  if (files.length === 0) throw new EngineError("E_USAGE", { detail: `There is no transcript (*.play) at ${paths.join(", ")}.` });
  const stage = makeStage(foldersOf(files));
  const results: TranscriptResult[] = [];
  for (const file of files) {
    for (const mode of flags.update ? (["plain"] as const) : modesOf(flags.mode)) {
      const source = readFileSync(file, "utf8");
      const result = await runTranscript(showPath(file), { stage, mode, pack: packOf(file), source });
      results.push(result);
      if (flags.update) update(file, source, result);
      if (result.failures.length === 0) continue;
      if (!flags.update) process.stdout.write(`${showFailures(result)}\n`);
      // The other ways would fail alike, and say it again.
      break;
    }
  }
  const failed = results.filter((result) => result.failures.length > 0).length;
  process.stderr.write(`${summary(results, files.length, failed)}\n`);
  if (failed > 0 && !flags.update) process.exitCode = 1;
}

function modesOf(named: string | undefined): readonly Mode[] {
  if (named === undefined) return MODES;
  const mode = MODES.find((one) => one === named);
  if (mode === undefined) throw new EngineError("E_USAGE", { detail: `--mode is one of ${MODES.join(", ")}.` });
  return [mode];
}

/** Lines that are no transcript at all stay: there is nothing that could be written in their place. */
function update(file: string, source: string, result: TranscriptResult): void {
  if (result.updated === source) return;
  writeFileSync(file, result.updated);
  process.stdout.write(`${showPath(file)}\n`);
}

function transcriptsAt(path: string): string[] {
  if (!existsSync(path)) throw new EngineError("E_USAGE", { detail: `${path} does not exist.` });
  if (statSync(path).isFile() && !path.endsWith(".play"))
    throw new EngineError("E_USAGE", { detail: `${path} is no transcript (*.play).` });
  if (statSync(path).isFile()) return [path];
  const found = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".play"));
  return found
    .filter((name) => !name.split("/").includes("node_modules"))
    .map((name) => join(path, name))
    .sort();
}

/** Packs around the transcripts: they need not lie among the checkout's worlds. */
function foldersOf(files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.flatMap((file) => packAround(file) ?? []).map(({ id, folder }) => [id, folder]));
}

function packOf(file: string): string {
  return packAround(file)?.id ?? "stdlib";
}

function summary(results: readonly TranscriptResult[], files: number, failed: number): string {
  const replies = results.reduce((sum, result) => sum + result.replies, 0);
  const long = results.reduce((sum, result) => sum + result.longReplies, 0);
  const share = replies === 0 ? 0 : Math.round((1000 * long) / replies) / 10;
  return `${files} transcript${files === 1 ? "" : "s"}, ${results.length} performance${results.length === 1 ? "" : "s"}, ${failed} failed; ${share}% of ${replies} replies need more than one frame`;
}
