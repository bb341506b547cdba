// A world of one small pack on disk, with its keeper and a wizard in it, for tests of edits that are made in the game.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ComposeOptions, type Composition, compose, openStore } from "../../engine/app/compose.ts";
import { type Config, DEFAULT_CONFIG, unhurried } from "../../engine/app/config.ts";
import type { Logger } from "../../engine/app/log.ts";
import { overlayOf } from "../../engine/app/overlay-places.ts";
import { DEFAULT_CANARY } from "../../engine/app/reload/canary.ts";
import { PackKeeper } from "../../engine/app/reload/keeper.ts";
import type { LiveMode } from "../../engine/app/reload/live-site.ts";
import { Reloader } from "../../engine/app/reload/reloader.ts";
import { packsToStart } from "../../engine/app/reload/start-packs.ts";
import { tryPacks } from "../../engine/app/reload/trial.ts";
import type { Session } from "../../engine/play/session.ts";
import { untilSo } from "./until.ts";

export const QUAY = `-- The quay, by hand.
room   quay "Quay"     -- wide
  desc:   "Ropes."
  -- The bell hangs here.
  thing bell "brass bell" is fixture
      desc: "Shiny."   -- never dull
      on use:   say "Ding."; end
  end
end
`;
const CONFIG: Config = unhurried(DEFAULT_CONFIG, 30_000, 60_000);

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export class LiveWorld {
  readonly home: string;
  /** Of the pack `isle`. */
  readonly folder: string;
  readonly file: string;
  readonly log: LogLine[] = [];
  /** All that was typed, with what was read then. */
  readonly answered: (readonly [lines: readonly string[], frames: readonly string[]])[] = [];
  world!: Composition;
  keeper!: PackKeeper;
  /** For the next `open`: transcripts are played against edits. */
  liveTests = false;
  #ann!: Session;
  /** Frames since the last line was typed. */
  heard: string[] = [];

  /** `home`: of another such world, whose files it takes over. */
  constructor(home?: string) {
    this.home = home ?? mkdtempSync(join(tmpdir(), "lore-live-"));
    this.folder = join(this.home, "isle");
    this.file = join(this.folder, "quay.lore");
    if (home !== undefined) return;
    mkdirSync(this.folder);
    writeFileSync(join(this.folder, "pack.toml"), `id = "isle"\nversion = "1.0.0"\nentry = "quay"\n`);
    writeFileSync(this.file, QUAY);
  }

  /** As `lore play` opens it, with Ann in it; `db`: a file beside the pack, kept when the world closes. */
  async open(db = ":memory:", live: LiveMode = "auto", hooks: Pick<ComposeOptions, "begin" | "saving" | "rest"> = {}): Promise<void> {
    const { folder } = this;
    this.heard = [];
    const place = db === ":memory:" ? db : join(this.home, db);
    const overlay = overlayOf(place);
    const store = await openStore(place);
    const { packs, kept } = await packsToStart(folder, store, overlay);
    this.world = await compose({
      ...{ folder, packs, store, config: CONFIG, trusting: false, ...hooks },
      failed(error) {
        throw error;
      },
    });
    const { play, running, world } = this.world;
    const started = running.start();
    play.flush();
    await started;
    const reloader = new Reloader({ running, store, folder, overlay, tryPacks });
    const log = logInto(this.log);
    this.keeper = new PackKeeper({
      ...{ reloader, play, world, log, kept, live, liveTests: this.liveTests },
      canary: DEFAULT_CANARY,
      nowMs: () => 0,
    });
    this.#ann = play.open({ door: { send: (frame) => void this.heard.push(frame), close: () => {} }, address: "ann", as: "Ann" });
    play.flush();
    const ranked = play.rank(this.#ann.player!, "wizard");
    play.flush();
    await ranked;
  }

  get text(): string {
    return readFileSync(this.file, "utf8");
  }

  /** What is read in the end, frame by frame; a line that asks for an edit is answered once that is done. */
  async type(line: string): Promise<string> {
    return (await this.answers([line])).join("\n");
  }

  /** Of lines that are all sent before the first is answered. */
  async answers(lines: readonly string[]): Promise<readonly string[]> {
    this.heard = [];
    for (const line of lines) void this.world.play.line(this.#ann, line);
    this.world.play.flush();
    await untilSo(`an answer to ${lines.join("; ")}`, () => this.heard.length >= lines.length);
    this.answered.push([lines, this.heard]);
    return this.heard;
  }

  /** Lines of the log with these words. */
  said(words: string): readonly LogLine[] {
    return this.log.filter(({ message }) => message.includes(words));
  }

  close(): void {
    this.world.close();
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

function logInto(lines: LogLine[]): Logger {
  const at =
    (level: LogLine["level"]) =>
    (fields: object, message: string): void =>
      void lines.push({ level, fields: fields as LogLine["fields"], message });
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
