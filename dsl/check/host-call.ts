// Calls of what the host offers: its labels and types, the capability it asks for, and who must be there to hear it.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { SurfaceFunction } from "../surface.ts";
import type { Type } from "../types.ts";
import { type Callable, checkArgs, type Matched } from "./args.ts";
import type { Context } from "./context.ts";
import { memberType, memberWords } from "./item.ts";
import { hasTopic } from "./kinds.ts";
import type { ScopeParam } from "./scope.ts";
import { signatureOf } from "./signature.ts";
import { checkSize } from "./text-size.ts";
import { ANY, DURATION, entityOf, MONEY } from "./types.ts";

export function inferHostCall(cx: Context, call: ast.CallExpr, host: SurfaceFunction): Type {
  const callable = callableOf(host);
  const args = bindWords(cx, call, host);
  const matched = checkArgs(cx, callable, args, call.span);
  cx.notes.calls.set(call, matched.order);
  requireCapability(cx, call.callee.span, host.name, host.capability);
  requireListener(cx, call, host, matched);
  if (host.name === "say") for (const arg of call.args) if (arg.label === undefined || arg.label.id === "brief") checkSize(cx, arg.value);
  return resultOf(host, matched);
}

const callables = new WeakMap<SurfaceFunction, Callable>();

/** Numbers may be money or durations to functions such as `max` and `round`. */
function callableOf(host: SurfaceFunction): Callable {
  const known = callables.get(host);
  if (known !== undefined) return known;
  const params = host.params.map((param): ScopeParam => {
    const type: Type = param.type.t === "number" && host.result.t === "number" ? { t: "any", optional: param.type.optional } : param.type;
    return {
      name: param.name,
      type,
      optional: param.optional === true || type.optional,
      ...(param.label === undefined ? {} : { label: param.label }),
    };
  });
  const callable = { name: host.name, params };
  callables.set(host, callable);
  return callable;
}

/** Arguments that are words rather than values: topics, the property to sort by, functions to show an item with. */
function bindWords(cx: Context, call: ast.CallExpr, host: SurfaceFunction): readonly ast.Arg[] {
  for (const arg of call.args) {
    const { value } = arg;
    if (host.name === "said" && value.kind === "name" && isTopic(cx, value.name.id)) {
      cx.notes.bindings.set(value, { kind: "topic", name: value.name.id });
    } else if (host.name === "sort" && arg.label?.id === "by" && value.kind === "name") {
      bindSortKey(cx, call, value);
    } else if (arg.label?.id === "with") {
      checkShower(cx, value);
    }
  }
  return call.args;
}

function isTopic(cx: Context, name: string): boolean {
  return cx.owners.some((owner) => hasTopic(cx.universe, owner, name));
}

function bindSortKey(cx: Context, call: ast.CallExpr, value: ast.NameExpr): void {
  const list = call.args.find((arg) => arg.label === undefined);
  const type = list === undefined ? ANY : cx.infer(list.value);
  const item = type.t === "list" ? type.of : ANY;
  const prop = memberType(cx, item, value.name.id);
  if (prop === undefined && item.t !== "any") {
    cx.report.add(
      "LORE104",
      value.span,
      `There is no \`${value.name.text}\` to sort by.`,
      didYouMean(value.name.id, memberWords(cx, item)),
    );
  }
  cx.notes.bindings.set(value, { kind: "item", name: value.name.id, type: prop ?? ANY });
}

/** `menu … with:` takes what shows one item, so it must have one parameter (rule 60). */
function checkShower(cx: Context, value: ast.Expr): void {
  if (value.kind !== "name" && value.kind !== "get") return;
  cx.infer(value);
  const bound = cx.notes.bindings.get(value);
  if (bound?.kind !== "fn" && bound?.kind !== "text") return;
  const params = signatureOf(cx, bound)?.params ?? [];
  const required = params.filter((param) => !param.optional).length;
  if (params.length > 0 && required <= 1) return;
  cx.report.add(
    "LORE220",
    value.span,
    `\`${bound.id.slice(bound.pack.length + 1)}\` cannot show one item: it takes ${params.length === 0 ? "no" : params.length} arguments.`,
    "name a text or function with one parameter",
  );
}

export function requireCapability(cx: Context, span: ast.Span, what: string, capability: string | undefined): void {
  if (capability === undefined || cx.capabilities.has(capability)) return;
  cx.report.add(
    "LORE313",
    span,
    `\`${what}\` needs the capability \`${capability}\`, which this pack does not ask for.`,
    `add "${capability}" to \`capabilities\` in pack.toml`,
  );
}

function requireListener(cx: Context, call: ast.CallExpr, host: SurfaceFunction, matched: Matched): void {
  if (host.needsActor !== true || cx.site.actor !== undefined) return;
  // An argument that found no place may be the one that says to whom.
  if (call.args.some((_, i) => !matched.order.includes(i))) return;
  const to = host.params.findIndex((param) => (param.label ?? param.name) === "to");
  if (to >= 0 && matched.order[to] !== -1) return;
  cx.report.add(
    "LORE306",
    call.span,
    `\`${host.name}\` needs a \`to\` here: there is no \`actor\` to hear it.`,
    `say to whom: \`${host.name} … to room\``,
  );
}

function resultOf(host: SurfaceFunction, matched: Matched): Type {
  const { result } = host;
  const first = matched.types[0];
  // What is made or taken of a model is one of that model.
  if (first?.t === "model" && result.t === "entity") return entityOf(first.kind);
  if (result.t === "list" && result.of.t === "any" && first?.t === "list") return first;
  if (result.t === "number" && matched.types.some((type) => type?.t === "money")) return MONEY;
  if (result.t === "number" && matched.types.some((type) => type?.t === "duration")) return DURATION;
  return result;
}
