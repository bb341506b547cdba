// Runs one tiny program of tests/dsl/run: compiles it as a pack, puts its entities into a fake world and types `go` as ann.
// What must come of it stands in its comments; tests/dsl/run/README.md lists them.

import { compilePack } from "../../../dsl/compile.ts";
import { sourcePosition } from "../../../dsl/emit/position.ts";
import type { Entry } from "../../../dsl/host-port.ts";
import type { Body, CompiledPack, Value } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";
import { createFakeHost, type FakeHost } from "./fake-host.ts";
import { createIsolate, readOutcome } from "./isolate.ts";
import { TEST_SURFACE } from "./surface.ts";

const FUEL = 100_000;

export interface Played {
  /** What was said, asked and done, line by line, as the comments write it. */
  readonly lines: string[];
  readonly fuel: number;
  readonly host: FakeHost;
}

/** Comments of the form `-- word: text` that tell the runner what to do or expect. */
export function directives(source: string, word: string): string[] {
  const found: string[] = [];
  for (const match of source.matchAll(/--\s+([a-z ]+?):[ \t]?(.*)$/gm)) if (match[1] === word) found.push(match[2]!.trimEnd());
  return found;
}

export function compileProgram(source: string, trace = false): CompiledPack {
  const input = {
    id: "t",
    sources: [{ name: "t.lore", text: source }],
    below: [],
    surface: TEST_SURFACE,
    capabilities: TEST_SURFACE.capabilities,
    trace,
  };
  const { pack, diagnostics } = compilePack(input);
  if (pack === undefined) throw new SyntaxError(diagnostics.map((d) => `${d.line}:${d.column} ${d.code} ${d.message}`).join("\n"));
  return pack;
}

export function playProgram(source: string, limits: Record<string, number> = {}, trace = false): Played {
  const pack = compileProgram(source, trace);
  const host = createFakeHost();
  host.pack = pack;
  host.luck.push(...directives(source, "luck").flatMap((list) => list.split(",").map(Number)));
  const entry = createIsolate(host, limits).open(pack.js, pack.code);
  const ann = populate(host, pack, entry);
  const lines: string[] = [];
  const go = pack.code.findIndex((info) => info.key === "command:go");
  let left = FUEL;
  const run = (code: number, phase: "run" | "answer" | "otherwise", args: Wire[]): void => {
    const told = host.said.length;
    const asked = host.jobs.length;
    const mark = host.mark();
    const { fuel, wire } = readOutcome(entry(code, phase, left, null, ann, "go", JSON.stringify(args)));
    left = fuel;
    if (typeof wire === "string" && /^![rf]/.test(wire)) host.undo(mark);
    lines.push(...host.said.slice(told));
    for (const { kind, job } of host.jobs.slice(asked)) lines.push(jobLine(host, kind, job));
    lines.push(...outcomeLine(host, pack, wire));
  };
  run(go, "run", []);
  for (const step of directives(source, "then")) {
    const { job, kind } = host.jobs.pop() ?? { job: "", kind: "" };
    const { code, captures } = JSON.parse(job) as { code: number; captures: Wire[] };
    const [word, ...rest] = step.split(" ");
    if (kind === "after") run(code, "run", captures);
    else if (word === "answer") run(code, "answer", [...captures, `s${rest.join(" ")}`]);
    else run(code, word === "cancel" ? "otherwise" : "answer", captures);
  }
  return { lines, fuel: FUEL - left, host };
}

/** Calls of the host and jobs are named too, so that a program can expect them. */
function jobLine(host: FakeHost, kind: string, job: string): string {
  const data = JSON.parse(job) as { question?: Wire; delayMs?: number; allow?: boolean; who?: Wire };
  if (kind === "after") return `after ${data.delayMs} ms`;
  return `${data.allow ? "allow" : "ask"} ${String(host.plain(data.who ?? null)).slice(1)}: ${String(host.plain(data.question ?? null)).slice(1)}`;
}

function outcomeLine(host: FakeHost, pack: CompiledPack, wire: Wire): string[] {
  if (typeof wire !== "string" || !wire.startsWith("!")) return [];
  if (wire === "!s") return ["stop"];
  if (wire.startsWith("!r")) return [`refusal: ${String(host.plain(wire.slice(2))).slice(1)}`];
  const [kind, message, line, column] = JSON.parse(wire.slice(2)) as [string, string, number, number];
  const at = sourcePosition(pack, line, column);
  return [`fault ${kind}: ${message} (line ${at?.line ?? "?"})`];
}

/** Ann, Bob and a hall; then what the program declares, each once, with the values it was given. */
function populate(host: FakeHost, pack: CompiledPack, entry: Entry): string {
  const hall = host.spawn("hall", ["core.room", "core.entity"], [["name", "shall"]]);
  const being = ["core.player", "core.being", "core.entity"];
  const players = pack.extensions.filter((extension) => extension.target === "core.player");
  const defaults = (bodies: readonly Body[], self: string): Map<string, Wire> => {
    const props = new Map<string, Wire>();
    const read = (value: Value): Wire =>
      "wire" in value ? value.wire : readOutcome(entry(value.code, "run", 1000, self, null, "", "[]")).wire;
    for (const body of bodies)
      for (const { name, value, each } of body.props) {
        props.set(name, read(value));
        if (each !== undefined) host.each.add(name);
      }
    for (const body of bodies) for (const { name, value } of body.values) props.set(name, read(value));
    return props;
  };
  const ann = host.spawn("ann", being, [["money", "$20"], ["level", 3], ["hp", 10], ...defaults(players, "#2")], hall);
  host.spawn("bob", being, [["money", "$0"], ["level", 1], ["hp", 10], ...defaults(players, "#3")], hall);
  host.functions.set("room", () => hall);
  host.functions.set("others", () => 'j["l","#3"]');
  host.functions.set("players", () => `j["l","${ann}","#3"]`);
  host.functions.set("now", () => "t1000000");
  host.functions.set("night", () => false);
  host.functions.set("echo", (x = null) => x);
  host.functions.set("pay", (amount = null) => (Number(String(amount).replace("$", "")) > 20 ? "!rsYou cannot pay that." : null));
  host.functions.set("create", (model = null, place = null) =>
    host.spawn(String(model).slice(1), ["core.thing", "core.entity"], [], place as string, String(model)),
  );
  for (const entity of pack.entities) {
    const kinds = kindsOf(pack, entity.kinds);
    const wire = `#${host.entities.size + 1}`;
    const bodies = [...kinds.flatMap((id) => pack.kinds.filter((kind) => kind.id === id)).reverse(), entity];
    const place = [...host.entities.values()].find((other) => other.id === entity.place)?.wire ?? null;
    host.spawn(entity.id, kinds, [["name", `s${entity.title}`]], place, entity.model ? `@${entity.id}` : undefined);
    for (const [name, value] of defaults(bodies, wire)) host.entities.get(wire)!.props.set(name, value);
  }
  return ann;
}

function kindsOf(pack: CompiledPack, ids: readonly string[]): string[] {
  const all = ids.flatMap((id) => [
    id,
    ...kindsOf(
      pack,
      pack.kinds.find((kind) => kind.id === id)?.parents ?? TEST_SURFACE.kinds.find((kind) => `core.${kind.name}` === id)?.parents ?? [],
    ),
  ]);
  return [...new Set(all)];
}
