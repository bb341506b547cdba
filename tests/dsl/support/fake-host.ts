// A world of plain maps behind the runtime's port: just enough to run a unit without the engine.

import type { HostPort } from "../../../dsl/host-port.ts";
import type { CompiledPack, Value } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";

export interface FakeEntity {
  readonly wire: string;
  readonly id: string;
  readonly kinds: string[];
  readonly model?: string;
  place: string | null;
  readonly props: Map<string, Wire>;
}

export interface FakeHost extends HostPort {
  readonly said: string[];
  readonly calls: string[];
  readonly jobs: { kind: "ask" | "after"; job: string }[];
  /** Of traced code: the text of each step that began, with the fuel that was left, or what it worked out. */
  readonly steps: { readonly text: string; readonly value?: Wire; readonly fuel: number }[];
  readonly rows: Map<string, Wire>[];
  readonly entities: Map<string, FakeEntity>;
  readonly each: Set<string>;
  /** Answers of host functions by name; others answer nothing. */
  readonly functions: Map<string, (...args: Wire[]) => Wire>;
  /** Numbers that `random` gives next; then always the lowest. */
  readonly luck: number[];
  pack: CompiledPack | undefined;
  spawn(id: string, kinds: string[], props?: Iterable<readonly [string, Wire]>, place?: string | null, model?: string): string;
}

export function createFakeHost(): FakeHost {
  const state = {
    said: [] as string[],
    calls: [] as string[],
    jobs: [] as { kind: "ask" | "after"; job: string }[],
    steps: [] as { text: string; value?: Wire; fuel: number }[],
    rows: [] as Map<string, Wire>[],
    entities: new Map<string, FakeEntity>(),
    each: new Set<string>(),
    functions: new Map<string, (...args: Wire[]) => Wire>(),
    luck: [] as number[],
    pack: undefined as CompiledPack | undefined,
  };
  const eachValues = new Map<string, Wire>();
  const natures: string[] = [];
  const natureOf = (object: Wire): number => {
    const entity = find(object);
    if (!entity) return 0;
    const what = `${entity.id} ${entity.kinds.join(" ")}`;
    if (!natures.includes(what)) natures.push(what);
    return natures.indexOf(what) + 1;
  };
  const undoLog: (() => void)[] = [];
  const fault = (kind: string, message: string): Wire => `!f${JSON.stringify([kind, message, 0, 0, ""])}`;
  const note = <T>(list: T[], item: T): void => {
    list.push(item);
    undoLog.push(() => list.pop());
  };
  const write = (map: Map<string, Wire>, key: string, value: Wire): void => {
    const had = map.has(key);
    const old = map.get(key);
    undoLog.push(() => (had ? map.set(key, old!) : map.delete(key)));
    map.set(key, value);
  };
  const find = (object: Wire): FakeEntity | undefined =>
    state.entities.get(String(object)) ?? [...state.entities.values()].find((e) => `@${e.id}` === object);
  const rowOf = (wire: string): Map<string, Wire> | undefined => state.rows.find((row) => row.get("wire") === wire);

  const host: Omit<FakeHost, keyof typeof state> = {
    get(object, name) {
      const row = typeof object === "string" && object.startsWith("r") ? rowOf(object) : undefined;
      const entity = find(object);
      const value = row?.get(name) ?? entity?.props.get(name);
      if (value !== undefined) return value;
      if (name === "place" && entity) return entity.place;
      if (name === "model" && entity) return entity.model ?? null;
      if (name === "name" && entity) return `s${entity.id}`;
      if (name === "things" && entity)
        return listWire([...state.entities.values()].filter((e) => e.place === entity.wire).map((e) => e.wire));
      return fault("missing", `there is no ${name}`);
    },
    peek(object, name) {
      if (name === "?") return natureOf(object);
      const wire = host.get(object, name);
      return typeof wire === "string" && wire.startsWith("!") ? undefined : wire;
    },
    peekAll(object, plan) {
      const absent: unknown[] = [];
      const places = plan.split(" ").map((word) => {
        const [name = "", ...inner] = word.split(",");
        const wire = host.peek(object, name);
        if (typeof wire !== "string" || !wire.startsWith('j["l"')) return wire === undefined ? absent : wire;
        const list = JSON.parse(wire.slice(1)) as Wire[];
        return [wire.length, list, ...list.slice(1, 101).flatMap((item) => inner.map((one) => host.peek(item, one) ?? absent))];
      });
      return JSON.stringify(places);
    },
    getEach: (object, name, who) =>
      eachValues.get(`${object}.${name}.${who}`) ?? state.entities.get(String(object))?.props.get(name) ?? null,
    peekEach: (object, name, who) => (host.isEach(object, name) ? host.getEach(object, name, who) : undefined),
    isEach: (object, name) => state.each.has(`${object}.${name}`) || state.each.has(name),
    set(object, name, value) {
      const target = state.entities.get(String(object))?.props ?? rowOf(String(object));
      if (!target) return fault("missing", "no such object");
      write(target, name, value);
      return null;
    },
    setEach(object, name, who, value) {
      write(eachValues, `${object}.${name}.${who}`, value);
      return null;
    },
    entity(id) {
      return [...state.entities.values()].find((e) => e.id === id)?.wire ?? fault("missing", `there is no ${id}`);
    },
    value: (name) => state.functions.get(name)?.() ?? null,
    record(id) {
      const record = state.pack?.records.find((r) => r.id === id);
      if (!record) return fault("missing", `there is no record ${id}`);
      const parts: unknown[] = ["r", id];
      for (const field of record.fields) parts.push(field.name, bareWire(field.value));
      return `j${JSON.stringify(parts)}`;
    },
    isA: (object, kind) => find(object)?.kinds.includes(kind) ?? false,
    has: (holder, what) =>
      [...state.entities.values()].some(
        (e) => e.place === holder && (e.wire === what || e.model === what || (typeof what === "string" && e.kinds.includes(what.slice(1)))),
      ),
    all: (what) =>
      listWire(
        [...state.entities.values()]
          .filter((e) => e.model === what || (typeof what === "string" && e.kinds.includes(what.slice(1))))
          .map((e) => e.wire),
      ),
    plain: (text) => `s${read(text)}`,
    random: (low) => state.luck.shift() ?? low,
    host(name, _fuel, ...args) {
      note(state.calls, name);
      if (name === "say") note(state.said, sayingOf(args.map((arg) => (arg == null ? "" : read(arg)))));
      return state.functions.get(name)?.(...args) ?? null;
    },
    method(object, name) {
      const entity = find(object);
      const pack = state.pack;
      if (!entity || !pack) return "";
      for (const body of [...pack.entities, ...pack.kinds]) {
        if (body.id !== entity.id && !entity.kinds.includes(body.id)) continue;
        const found = body.methods.find((m) => m.name === name);
        if (found) return `L${found.code}`;
      }
      return "";
    },
    invoke(object, name, fuel, args) {
      note(state.calls, `invoke ${object}.${name}${args}`);
      return `=${fuel - 10}|${JSON.stringify(state.functions.get(name)?.(object) ?? null)}`;
    },
    invokeBase(object, name, _code, fuel, args) {
      note(state.calls, `base ${object}.${name}${args}`);
      return `=${fuel - 10}|${JSON.stringify(state.functions.get(`base ${name}`)?.(object) ?? null)}`;
    },
    call(id, fuel, args) {
      note(state.calls, `call ${id}${args}`);
      return `=${fuel - 10}|${JSON.stringify(state.functions.get(id)?.() ?? null)}`;
    },
    isRestated: (id) => state.functions.has(id),
    mark: () => undoLog.length,
    undo(mark) {
      while (undoLog.length > mark) undoLog.pop()!();
    },
    query: (plan, params) => listWire(select(plan, JSON.parse(params) as Wire[])),
    queryAll: (plan, params) => listWire(select(plan, JSON.parse(params) as Wire[])),
    queryCount: (plan, params) => select(plan, JSON.parse(params) as Wire[]).length,
    rowAdd(table, record) {
      const parts = JSON.parse(String(record).slice(1)) as Wire[];
      const row = new Map<string, Wire>([["wire", `r${table}:${state.rows.length + 1}`]]);
      for (const column of state.pack?.tables.find((t) => t.id === table)?.columns ?? []) {
        if (column.value) row.set(column.name, bareWire(column.value) as Wire);
      }
      for (let i = 2; i < parts.length; i += 2) row.set(String(parts[i]), parts[i + 1]!);
      note(state.rows, row);
      return row.get("wire")!;
    },
    rowRemove(wire) {
      const at = state.rows.findIndex((row) => row.get("wire") === wire);
      if (at >= 0) state.rows.splice(at, 1);
      return null;
    },
    rowsUpdate(plan, params) {
      const values = JSON.parse(params) as Wire[];
      const rows = select(plan, values).map((wire) => rowOf(wire)!);
      for (const row of rows) for (const set of state.pack!.queries[plan]!.sets) row.set(set.column, operand(set.value, row, values));
      return rows.length;
    },
    rowsRemove(plan, params) {
      const wires = select(plan, JSON.parse(params) as Wire[]);
      for (const wire of wires) host.rowRemove(wire);
      return wires.length;
    },
    deedBefore(name, target, _fuel, args) {
      note(state.calls, `before ${name} ${target} ${args}`);
      note(state.said, `before ${name}`);
      return state.functions.get(`before ${name}`)?.() ?? null;
    },
    deedAfter(name, target, _fuel, args) {
      note(state.calls, `on ${name} ${target} ${args}`);
      note(state.said, `on ${name}`);
      return null;
    },
    signal(event, _fuel, args, place) {
      note(state.calls, `signal ${event} ${args} ${place}`);
      return null;
    },
    ask(job) {
      note(state.jobs, { kind: "ask" as const, job });
      return null;
    },
    after(job) {
      note(state.jobs, { kind: "after" as const, job });
      return null;
    },
    step(at, fuel, paid) {
      state.steps.push({ text: state.pack?.steps?.[at]?.text ?? "", fuel: fuel + paid });
      return true;
    },
    back: () => null,
    saw(at, fuel, value) {
      state.steps.push({ text: state.pack?.steps?.[at]?.text ?? "", value, fuel });
      return null;
    },
    spawn(id, kinds, props = [], place = null, model) {
      const wire = `#${state.entities.size + 1}`;
      const entity: FakeEntity = { wire, id, kinds, place, props: new Map(props), ...(model ? { model } : {}) };
      state.entities.set(wire, entity);
      return wire;
    },
  };

  function select(planIndex: number, params: Wire[]): string[] {
    const plan = state.pack!.queries[planIndex]!;
    let rows = state.rows.filter(
      (row) => String(row.get("wire")).startsWith(`r${plan.table}:`) && (!plan.where || holds(plan.where, row, params)),
    );
    for (const order of [...plan.order].reverse()) {
      const key = (row: Map<string, Wire>): number =>
        Number(String(row.get(order.column) ?? row.get("wire")).replace(/^.*?(-?\d+)$/, "$1"));
      rows = [...rows].sort((a, b) => (order.down ? key(b) - key(a) : key(a) - key(b)));
    }
    if (plan.skip !== null) rows = rows.slice(Number(params[plan.skip]));
    if (plan.limit !== null) rows = rows.slice(0, Number(params[plan.limit]));
    return rows.map((row) => String(row.get("wire")));
  }

  return Object.assign(state, host) as FakeHost;

  function read(wire: Wire | unknown[]): string {
    if (Array.isArray(wire)) return readComposite(wire);
    if (wire === null) return "nothing";
    if (typeof wire !== "string") return String(wire);
    if (wire.startsWith("j")) return readComposite(JSON.parse(wire.slice(1)) as unknown[]);
    const body = wire.slice(1);
    if (wire.startsWith("#")) return state.entities.get(wire)?.id.replace(/^.*\./, "") ?? wire;
    if (wire.startsWith("@")) return body.replace(/^.*\./, "");
    if (wire.startsWith("$")) return body === "1" ? "1 coin" : `${body} coins`;
    if (wire.startsWith("d")) return `${Number(body) / 1000}s`;
    return body;
  }

  function readComposite(parts: unknown[]): string {
    const rest = parts.slice(1) as (Wire | unknown[])[];
    if (parts[0] === "l") return `[${rest.map(read).join(", ")}]`;
    if (parts[0] === "m") return `{${pairs(rest)}}`;
    if (parts[0] === "r") return `{${pairs(rest.slice(1))}}`;
    return rest.map((part) => (typeof part === "string" ? part : readPart(part as unknown[]))).join("");
  }

  function pairs(flat: (Wire | unknown[])[]): string {
    const shown: string[] = [];
    for (let i = 0; i < flat.length; i += 2) shown.push(`${flat[i]}: ${read(flat[i + 1]!)}`);
    return shown.join(", ");
  }

  function readPart(part: unknown[]): string {
    const [form, verb, capital, value, counted] = part as [string, string, number, Wire, Wire];
    const words = [
      counted === null ? form && `<${form}>` : "",
      counted === null ? read(value) : `${read(value)} ${read(counted)}`,
      verb && `~${verb}`,
    ];
    const shown = words.filter((word) => word !== "").join(" ");
    return capital ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown;
  }
}

function bareWire(value: Value | null): unknown {
  if (value === null || "code" in value) return null;
  return typeof value.wire === "string" && value.wire.startsWith("j") ? JSON.parse(value.wire.slice(1)) : value.wire;
}

function listWire(wires: readonly Wire[]): Wire {
  return `j${JSON.stringify(["l", ...wires])}`;
}

type Plan = CompiledPack["queries"][number];
type Cond = NonNullable<Plan["where"]>;
type Operand = import("../../../dsl/program.ts").Operand;

function operand(from: Operand, row: Map<string, Wire>, params: Wire[]): Wire {
  if ("column" in from) return row.get(from.column) ?? null;
  if ("param" in from) return params[from.param] ?? null;
  const [a, b] = [Number(operand(from.left, row, params)), Number(operand(from.right, row, params))];
  return from.op === "+" ? a + b : from.op === "-" ? a - b : a * b;
}

function holds(cond: Cond, row: Map<string, Wire>, params: Wire[]): boolean {
  switch (cond.op) {
    case "and":
      return cond.args.every((arg) => holds(arg, row, params));
    case "or":
      return cond.args.some((arg) => holds(arg, row, params));
    case "not":
      return !holds(cond.arg, row, params);
    case "true":
      return operand(cond.arg, row, params) === true;
    default: {
      const a = operand(cond.left, row, params);
      const b = operand(cond.right, row, params);
      if (cond.op === "=") return a === b;
      if (cond.op === "!=") return a !== b;
      if (cond.op === "in") return (JSON.parse(String(b).slice(1)) as Wire[]).slice(1).includes(a);
      if (cond.op === "has") return String(a).toLowerCase().includes(String(b).slice(1).toLowerCase());
      const [x, y] = [Number(a), Number(b)];
      return cond.op === "<" ? x < y : cond.op === "<=" ? x <= y : cond.op === ">" ? x > y : x >= y;
    }
  }
}

/** A line as the comments of a tiny program write it: whom it is for, what it weighs, the same in brief. */
function sayingOf([text = "", to = "", weight = "", brief = ""]: readonly string[]): string {
  return text + (to && ` -> ${to}`) + (weight && ` (${weight})`) + (brief && ` (brief: ${brief})`);
}
