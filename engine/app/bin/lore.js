#!/usr/bin/env node
// The command `lore`: plain JavaScript that any old Node can read. It finds a Node that is new enough (the one that npm
// brought along, or this one) and starts the program with the flag that isolated-vm asks for.

var fs = require("fs");
var os = require("os");
var path = require("path");
var childProcess = require("child_process");

var NEEDED = 24;
var root = path.resolve(__dirname, "..", "..", "..");

function majorOf(version) {
  return parseInt(version.replace(/^v/, "").split(".")[0], 10);
}

/** Modules may lie above this checkout when it is installed as a dependency. */
function findUpwards(name, from) {
  var folder = from || root;
  var candidate = path.join(folder, "node_modules", name);
  if (fs.existsSync(candidate)) return candidate;
  return path.dirname(folder) === folder ? null : findUpwards(name, path.dirname(folder));
}

function broughtNode() {
  var found = findUpwards(
    path.join("node-" + process.platform + "-" + process.arch, "bin", process.platform === "win32" ? "node.exe" : "node"),
  );
  return found !== null && runs(found) ? found : null;
}

/** The binary is for glibc: on a musl system it lies there and does not start. */
function runs(node) {
  if (node === process.execPath) return true;
  // A failure to start is a result here and no exception.
  var result = childProcess.spawnSync(node, ["--version"], { encoding: "utf8", timeout: 10000 });
  return result.status === 0 && majorOf(result.stdout) >= NEEDED;
}

function fail(lines) {
  process.stderr.write(lines.join("\n") + "\n");
  process.exit(69);
}

function chooseNode() {
  if (majorOf(process.version) >= NEEDED) return process.execPath;
  var brought = broughtNode();
  if (brought !== null) return brought;
  fail([
    "lore: this is Node " + process.version + ", and Loremesh needs Node " + NEEDED + " or newer.",
    "On Linux (x64, arm64) `npm ci` in " + root + " brings one along; run it without --omit=optional.",
    "Elsewhere install Node " + NEEDED + " from https://nodejs.org and try again.",
  ]);
}

function checkInstalled() {
  var missing = ["isolated-vm", "better-sqlite3", "smol-toml"].filter((name) => findUpwards(name) === null);
  if (missing.length > 0) fail(["lore: " + missing.join(", ") + " is not installed.", "Run `npm ci` in " + root + " first."]);
}

/** As in ../places.ts. */
function stateFolder() {
  if (process.env.LORE_HOME) return path.resolve(process.env.LORE_HOME);
  var here = path.join(root, ".lore");
  if (isWritable(fs.existsSync(here) ? here : root)) return here;
  return path.join(process.env.XDG_STATE_HOME || path.join(os.homedir(), ".local", "state"), "loremesh");
}

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch (_error) {
    return false;
  }
}

function start(node) {
  // Why so, for all that runs a world: see ../node-options.ts. An editor's server makes a tree a keystroke.
  var helpers = Math.max(1, Math.min(4, os.cpus().length - 1));
  var world = JSON.parse(fs.readFileSync(path.join(__dirname, "world-options.json"), "utf8"));
  var memory = process.argv[2] === "lsp" ? ["--max-semi-space-size=32"] : world;
  var options = ["--no-node-snapshot", "--v8-pool-size=" + helpers].concat(memory);
  var args = options.concat(path.join(root, "engine", "app", "main.ts"), process.argv.slice(2));
  // Where the first file comes from there too, Node's compiler of TypeScript is not even loaded: 20 MB less in each of our processes.
  var env = Object.assign({ NODE_COMPILE_CACHE: path.join(stateFolder(), "node") }, process.env);
  // Newer ones can become the program: one process less, and signals need no post office.
  if (process.execve && process.platform !== "win32") process.execve(node, [node].concat(args), env);
  var child = childProcess.spawn(node, args, { stdio: "inherit", env: env });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is handed on.
  ["SIGTERM", "SIGHUP"].forEach((signal) => {
    process.on(signal, () => {
      child.kill(signal);
    });
  });
  process.on("SIGINT", () => {});
  child.on("error", (error) => {
    fail(["lore: " + node + " does not start: " + error.message]);
  });
  child.on("exit", (code, signal) => {
    if (signal !== null) process.kill(process.pid, signal);
    process.exit(code === null ? 70 : code);
  });
}

checkInstalled();
start(chooseNode());
