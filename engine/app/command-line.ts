// The commands of `lore`, each loaded when it is called: a start of play never pays for what a check needs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { describeError } from "./describe-error.ts";
import { DEFAULT_WORLD, ROOT } from "./places.ts";

/** Runs one command; the exit code says how it went: 0 well, 1 findings, 2 a failure of ours or the machine's. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // Whoever read us has gone (`lore grammar | head`): nothing is left to be said.
  process.stdout.on("error", () => process.exit(0));
  try {
    await commandLine().parseAsync([...argv]);
  } catch (error) {
    // It has said by itself what it does not understand; and it throws for help too.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    // The edge: an error is said once, and its cause with it.
    process.stderr.write(`lore: ${describeError(error)}\n`);
    process.exitCode = 2;
  }
}

/** Every command with its options: what `lore help` prints and the manual may name. */
export function commandLine(): Command {
  const lore = new Command("lore")
    .description("Loremesh: worlds written in Lore, played by radio or at a keyboard.")
    .version(version())
    .exitOverride();
  addPlaying(lore);
  addBuilding(lore);
  addPacks(lore);
  addReloading(lore);
  addOverlay(lore);
  addKeeping(lore);
  return lore;
}

function addPlaying(lore: Command): void {
  lore
    .command("play")
    .description("play a world in this terminal; on a pipe, one command a line")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--as <name>", "play as this player, made when there is none")
    .option("--rank <rank>", "make whoever plays a builder, wizard or sysop, for good")
    .option("--db <file>", "database file, or :memory: (default: .lore/PACK.db)")
    .option("--seed <number>", "fix chance, for a play that can be repeated", Number)
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/play.ts")).play(pack, options));
  lore
    .command("serve")
    .description("serve a world to many players by telnet and radio")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--port <number>", "telnet port (default: 4000)", Number)
    .option("--host <address>", "address to listen on (default: 127.0.0.1)")
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/serve.ts")).serve(pack, options));
}

function addBuilding(lore: Command): void {
  lore
    .command("check")
    .description("find mistakes in a pack, a folder of packs or a file; exit 1 when there are errors")
    .argument("[path]", "what to check", ".")
    .option("--json", "print an array of findings")
    .option("--short", "one line for each finding, without the source")
    .action(async (path, options) => (await import("./commands/check.ts")).check(path, options));
  lore
    .command("format")
    .description("bring Lore files into their one canonical form")
    .argument("<paths...>", "files or folders")
    .option("--check", "change nothing; exit 1 when a file is not in form")
    .action(async (paths, options) => (await import("./commands/format.ts")).format(paths, options));
  lore
    .command("test")
    .description("play the transcripts (*.play) below a path")
    .argument("[paths...]", "transcripts or folders", ["."])
    .option("--update", "write what was seen into the transcripts")
    .option("--mode <mode>", "one way only: plain, reopen, loopback or lossy")
    .action(async (paths, options) => (await import("./commands/test.ts")).test(paths, options));
  lore
    .command("trace")
    .description("run a script of a pack in a world of its own and print each step, each effect and each budget")
    .argument("<path>", "the pack's folder or name, or a file of it")
    .argument("<thing>", "what it belongs to, by its name")
    .argument("<event>", "poke, take, enter, every, or before take")
    .argument("[words...]", "what is said, where the event has words")
    .option("--do <statements>", "what is done first; who acts is called ann")
    .option("--json", "print one object")
    .action(async (path, thing, event, words, options) =>
      (await import("./commands/trace.ts")).trace({ path, thing, event, words }, options),
    );
  lore
    .command("lsp")
    .description("the language server, for an editor that speaks LSP")
    .option("--stdio", "speak on standard input and output")
    .option("--clientProcessId <id>", "the editor's process: when it is gone, so are we")
    .action(async (options) => (await import("./commands/lsp.ts")).lsp(options));
  lore
    .command("playground")
    .description("serve a page to write Lore in and to play it at once, each page in a world of its own that nothing keeps")
    .option("--port <number>", "port (default: 4080)", Number)
    .option("--host <address>", "address to listen on (default: 127.0.0.1)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (options) => (await import("./commands/playground.ts")).playground(options));
  lore
    .command("grammar")
    .description("write the grammar as a railroad diagram (HTML)")
    .option("--out <file>", "a file (default: standard output)")
    .action(async (options) => (await import("./commands/grammar.ts")).grammar(options));
}

function addPacks(lore: Command): void {
  const pack = lore.command("pack").description("packs as packages: make, check, build, install and compare them");
  pack
    .command("new")
    .description("begin a pack that checks and plays")
    .argument("<dir>", "the folder, which is made; the pack is called after it")
    .option("--title <text>", "its title")
    .action(async (dir, options) => (await import("./commands/pack/new.ts")).newPack(dir, options));
  pack
    .command("check")
    .description("whether a folder is fit to be built, or what an archive is; exit 1 when something is missing")
    .argument("[pack]", "a folder, an archive, or a pack's name", ".")
    .action(async (name) => (await import("./commands/pack/check.ts")).checkPack(name));
  pack
    .command("build")
    .description("make a signed archive of a pack")
    .argument("[pack]", "a folder or a pack's name", ".")
    .option("--out <file>", "the archive (default: ID-VERSION.lorepack)")
    .option("--key <file>", "private ed25519 key in PEM (default: your own in .lore/keys, made at the first time)")
    .action(async (name, options) => (await import("./commands/pack/build.ts")).buildPack(name, options));
  pack
    .command("install")
    .description("show what an archive asks for, and install it when the key, the versions and the capabilities are right")
    .argument("<file>", "the archive")
    .option("--accept [capabilities]", "accept all that it asks for, or only these, between commas; none")
    .option("--trust <key>", "the fingerprint of its author's key, as the author gave it to you")
    .option("--older", "also when a newer version is installed")
    .action(async (file, options) => (await import("./commands/pack/install.ts")).installPack(file, options));
  pack
    .command("list")
    .description("what is installed; exit 1 when its files are not those that were signed")
    .option("--json", "print an array of {id, version, title, requires, accepted, at, key, untouched}")
    .action(async (options) => (await import("./commands/pack/list.ts")).listPacks(options));
  pack
    .command("remove")
    .description("take an installed pack away")
    .argument("<id>", "the pack")
    .action(async (id) => (await import("./commands/pack/list.ts")).removePack(id));
  pack
    .command("diff")
    .description("compare two packs, each a folder, an archive or a name; exit 1 when they differ")
    .argument("<before>", "the one that is there")
    .argument("<after>", "the other")
    .action(async (before, after) => (await import("./commands/pack/diff.ts")).diffPacks(before, after));
}

function addReloading(lore: Command): void {
  lore
    .command("reload")
    .description("put the packs as they lie on disk in place of those of the world that runs; exit 1 when they stay")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--to <version>", 'an earlier version instead, as "lore versions" lists them', Number)
    .option("--dry-run", "do all but the last step")
    .option("--no-tests", "do not play the packs' own transcripts first")
    .option("--json", "print what came of it as one object; null when nothing is served")
    .option("--db <file>", "database file of the served world (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/reload.ts")).reload(pack, options));
  lore
    .command("rollback")
    .description("bring the packs before, or those of an earlier version, back into the world that runs; exit 1 when they do not come")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--to <version>", 'as "lore versions" lists them (default: the one before; said again, one further back)', Number)
    .option("--no-tests", "do not play the packs' own transcripts first")
    .option("--json", "print what came of it as one object; null when nothing is served")
    .option("--db <file>", "database file of the served world (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/reload.ts")).reload(pack, { ...options, to: options.to ?? 0 }));
  lore
    .command("shadow")
    .description(
      "do what players did lately again, in copies of their world, with the packs in force and with these: exit 1 when something differs",
    )
    .argument("[pack]", `the new pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--journal [file]", "database of the world whose traffic it is, also of one that runs (default: .lore/PACK.db)")
    .option("--last <number>", "compare so many turns, the newest (default: 1000, or all since the time that is given)", Number)
    .option("--since <time>", "compare turns since then: 90m, 2h, 3d ago, or a date")
    .option("--json", "print all that differs as one object")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/shadow.ts")).shadow(pack, options));
  lore
    .command("versions")
    .description("list what packs a world has run on, since when and by whom")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--last <number>", "so many, the newest", Number, 20)
    .option("--db <file>", "database file, also of a world that runs (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/versions.ts")).versions(pack, options));
}

function addOverlay(lore: Command): void {
  const overlay = lore.command("overlay").description("what was edited in the game of files that stay as they are: beside the database");
  const begin = (name: string, about: string): Command =>
    overlay
      .command(name)
      .description(about)
      .option("--world <pack>", "the world's pack (default: gullwick)")
      .option("--db <file>", "database file, also of a world that runs (default: .lore/PACK.db)")
      .option("--config <file>", "settings (default: loremesh.toml)");
  begin("list", "name the files, and whether each goes with its file; exit 1 when one does not")
    .option("--json", "print an array of {pack, file, state, detail}")
    .action(async (options) => (await import("./commands/overlay.ts")).listOverlay(options));
  begin("diff", "compare the files with what is read in their place, line by line; exit 1 when they differ")
    .argument("[file]", "only this one, as PACK/FILE")
    .action(async (file, options) => (await import("./commands/overlay.ts")).diffOverlay(file, options));
  begin("write", "bring it into the files; exit 1 when one stays as it is")
    .argument("[file]", "the one, as PACK/FILE")
    .option("--all", "all of them")
    .option("--into <dir>", "write it below this folder instead, and leave all as it is")
    .action(async (file, options) => (await import("./commands/overlay.ts")).writeOverlay(file, options));
  begin("merge", "bring it together with a file that has changed the same part; exit 1 when one stays as it is")
    .argument("[file]", "the one, as PACK/FILE")
    .option("--all", "all of them")
    .option("--mine", "such a part is as it was edited in the game")
    .option("--theirs", "such a part is as the file has it")
    .action(async (file, options) => (await import("./commands/overlay.ts")).mergeOverlay(file, options));
  begin("drop", "give it up: the files are read as they lie again")
    .argument("[file]", "the one, as PACK/FILE")
    .option("--all", "all of them")
    .action(async (file, options) => (await import("./commands/overlay.ts")).dropOverlay(file, options));
}

function addKeeping(lore: Command): void {
  lore
    .command("export")
    .description("write what a player has built as files, while the world does not run")
    .argument("<pack>", "the builder's pack, called as its builder is")
    .argument("<dir>", "the folder; it is made")
    .option("--world <pack>", "the world's pack (default: gullwick)")
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (name, dir, options) => (await import("./commands/built.ts")).exportPack(name, dir, options));
  lore
    .command("promote")
    .description("make a pack of files of what a player has built, and run the world on with it; exit 1 when it stays as it was")
    .argument("<pack>", "the builder's pack, called as its builder is")
    .argument("<dir>", "the folder, which is made")
    .option("--title <words>", 'what the pack is called, "What Ann built" unless told; its id stays the builder\'s')
    .option("--dry-run", "do all but the last step, and leave no files")
    .option("--world <pack>", "the world's pack (default: gullwick)")
    .option("--json", "print what came of it as one object")
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (name, dir, options) => (await import("./commands/promote.ts")).promote(name, dir, options));
  const importing = lore
    .command("import")
    .description("read a folder of Lore into a builder's pack, while the world does not run")
    .argument("<dir>", "the folder with its pack.toml")
    .option("--owner <name>", "whose pack it is, when nobody has it yet")
    .option("--world <pack>", "the world's pack (default: gullwick)")
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (dir, options) => (await import("./commands/built.ts")).importPack(dir, options));
  importing
    .command("meshbbs")
    .description("make a pack of an earlier MeshBBS world's seeds (rooms.json, npcs.json, ...); exit 1 when an entry had to be left out")
    .argument("<dir>", "the folder with the JSON files")
    .option("--into <dir>", "the pack's folder, which is made (default: DIR-pack)")
    .action(async (dir, options) => (await import("./commands/meshbbs.ts")).importMeshbbs(dir, options));
  lore
    .command("rank")
    .description("make a player a builder, wizard, sysop, or a player again, while the world does not run")
    .argument("<name>", "the player")
    .argument("<rank>", "player, builder, wizard or sysop")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (name, rank, pack, options) => (await import("./commands/rank.ts")).rank(name, rank, pack, options));
  lore
    .command("replay")
    .description("run a world's journal again from nothing and compare every turn")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .action(async (pack, options) => (await import("./commands/replay.ts")).replay(pack, options));
  lore
    .command("status")
    .description("ask the running server how world and radios are; exit 1 when something is not well")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--db <file>", "database file of the served world (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .option("--json", "print all that is known as one object; null when nothing is served")
    .action(async (pack, options) => (await import("./commands/status.ts")).status(pack, options));
  lore
    .command("config")
    .description("print the settings that are in force; exit 2 and say why when the file is wrong")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (options) => (await import("./commands/config.ts")).config(options));
  lore
    .command("reconcile")
    .description("prove every balance of a world that does not run from its book; exit 1 when one is wrong")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .option("--json", "print {sound, transfers, treasuries, wrong}")
    .action(async (pack, options) => (await import("./commands/reconcile.ts")).reconcile(pack, options));
  lore
    .command("economy")
    .description("what a world's book says of its money: made, ended and moved by reason and by day; exit 1 when it does not add up")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--days <number>", "so many days up to the last payment", Number, 7)
    .option("--json", "print the report as one object")
    .option("--svg <file>", "draw it, day by day")
    .option("--db <file>", "database file, also of a world that runs (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/economy.ts")).economy(pack, options));
  lore
    .command("audit")
    .description("print what was done with authority; exit 1 when the log was tampered with")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--last <number>", "so many rows, the newest", Number, 50)
    .option("--json", "print {broken, rows}")
    .option("--db <file>", "database file, also of a world that runs (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/audit.ts")).audit(pack, options));
  lore
    .command("convert-currency")
    .description("bring the sums of a world that does not run into the currency its pack.toml declares now")
    .argument("[pack]", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--rate <old:new>", "how many smallest coins become how many: 1:100")
    .option("--dry-run", "show what would be done, and change nothing")
    .option("--snapshot <file>", "where the file from before is kept (default: beside it)")
    .option("--undo <snapshot>", "put a snapshot back in the place of the converted file")
    .option("--force", "undo although the world was played since")
    .option("--db <file>", "database file (default: .lore/PACK.db)")
    .option("--config <file>", "settings (default: loremesh.toml)")
    .action(async (pack, options) => (await import("./commands/convert-currency.ts")).convertCurrency(pack, options));
  lore
    .command("doctor")
    .description("test a radio and explain what is wrong; without --port, list what is plugged in")
    .option("--port <place>", "a serial device (/dev/serial/by-id/...) or HOST[:PORT]")
    .option("--json", "print an array of {level, text}")
    .action(async (options) => (await import("./commands/doctor.ts")).doctor(options));
  lore
    .command("sim")
    .description("play a world over a simulated mesh and say what became of every line")
    .option("--players <number>", "scripted players (default: 20)")
    .option("--hours <number>", "simulated hours of play (default: 8)")
    .option("--preset <name>", "the modem's: ShortTurbo to LongSlow (default: LongFast)")
    .option("--region <name>", "as EU_868, with its duty cycle (default: US)")
    .option("--nodes <number>", "nodes in all; those without a player relay and chatter (default: the players' and the server's)")
    .option("--hops <number>", "how far out players are; 1 is within the server's reach (default: 1)")
    .option("--loss <share>", "of frames that came in whole, taken all the same (default: 0%)")
    .option("--duplicates <share>", "of packets handed to a host, handed twice (default: 0%)")
    .option("--reorder <share>", "of packets handed to a host, held back until later ones have passed (default: 0%)")
    .option("--reboot <time>", "between two reboots of the server's radio, as 10m (default: none)")
    .option("--restart <time>", "between two deaths of the world in the middle of a commit (default: none)")
    .option("--forget <time>", "between two players' keys that the server's radio loses (default: none)")
    .option("--memory <number>", "nodes that the server's radio remembers (default: 100)")
    .option("--turns-per-day <number>", "lines that a player of even temper sends in 24 hours (default: 48)")
    .option("--seed <number>", "fixes all chance (default: 1)")
    .option("--world <pack>", `a pack's name or folder (default: ${DEFAULT_WORLD})`)
    .option("--db <file>", "a new database file, or :memory: (default: :memory:)")
    .option("--json", "print one object of figures")
    .option("--svg <file>", "draw latency, airtime and queue over time")
    .option("--targets", "play every run that the project is held to; exit 1 when a figure is not reached")
    .action(async (options) => (await import("./commands/sim.ts")).sim(options));
  lore
    .command("bench")
    .description("measure this machine")
    .option("--json", "print an array of {name, unit, value, baseline, ratio}")
    .option("--quick", "few rounds: only prove that it runs")
    .action(async (options) => (await import("./commands/bench.ts")).bench(options));
  lore
    .command("soak")
    .description("prove that no kill of the world loses or doubles anything; exit 1 when something is off")
    .argument("<what>", "economy, or building")
    .option("--operations <number>", "economy: how many commands are typed (default: 1000000)", Number)
    .option("--edits <number>", "building: how many edits are acknowledged, undos among them (default: 1000)", Number)
    .option("--kills <number>", "how often the world is killed meanwhile (default: 200; building: 40)", Number)
    .option("--seed <number>", "fixes all chance; of the economy the same seed ends in the same world", Number, 7)
    .option("--players <number>", "how many trade, 2 to 50, or build, up to 10 (default: as many)", Number)
    .option("--json", "print the report as one object")
    .action(async (what, options) => (await import("./commands/soak.ts")).soak(what, options));
}

function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;
}
