// Calls: of the host, of this pack's functions and texts, of other packs, and of methods. In a condition a call that may be refused is held:
// its refusal is `false` (rules 1 and 56).

import type * as ast from "../ast.ts";
import type { SurfaceFunction } from "../surface.ts";
import { matchArgs } from "./args.ts";
import { bindingOf, type Fn, type OwnCode, strip, typeOf } from "./context.ts";
import { hostName } from "./held.ts";
import { markSpan, quote } from "./quote.ts";
import { runtimeFunction } from "./runtime-functions.ts";
import { backJs } from "./steps.ts";
import { coerceJs, exprJs } from "./value.ts";

/** A call with its arguments apart, so that they can be worked out before it is held. */
interface Shape {
  readonly args: readonly string[];
  readonly make: (args: readonly string[]) => string;
  readonly refuses: boolean;
}

export function callJs(fn: Fn, call: ast.CallExpr): string {
  const shape = shapeOf(fn, call);
  const mark = markSpan(call.span);
  if (!fn.em.notes.conditions.has(call) || !shape.refuses) return mark + shape.make(shape.args);
  const names = shape.args.map((_, i) => `a${i}`);
  return `${mark}$.hold((${names.join(",")})=>${shape.make(names)}${shape.args.map((arg) => `,${arg}`).join("")})`;
}

function shapeOf(fn: Fn, call: ast.CallExpr): Shape {
  const { callee } = call;
  const bound = bindingOf(fn, callee) ?? (callee.kind === "name" ? bindingOf(fn, callee.name) : undefined);
  switch (bound?.kind) {
    case "host":
      return hostShape(fn, call, bound.name);
    case "fn":
    case "text":
      return functionShape(fn, call, bound.kind, bound.id);
    case "item":
    case "column":
      return methodShape(fn, call, fn.items[fn.items.length - 1] ?? "null", bound.kind === "item" ? bound.name : bound.column);
    default:
      break;
  }
  const inner = strip(callee);
  if (inner.kind === "get") return methodShape(fn, call, exprJs(fn, inner.object), inner.name.id);
  const name = hostName(fn, callee);
  if (name !== undefined) return hostShape(fn, call, name);
  if (inner.kind === "name" && inner.name.id === "base") return baseShape(fn, call);
  return { args: [], make: () => "$.lacks()", refuses: false };
}

function labelsOf(call: ast.CallExpr): (string | null)[] {
  return call.args.map((arg) => arg.label?.id ?? null);
}

/** `null` when no argument has one. */
export function labelsJs(fn: Fn, labels: readonly (string | null)[]): string {
  if (labels.every((label) => label === null)) return "null";
  return fn.em.unit.constant(`[${labels.map((label) => (label === null ? "null" : quote(label))).join(",")}]`);
}

function hostShape(fn: Fn, call: ast.CallExpr, name: string): Shape {
  const own = runtimeFunction(name);
  const surface = fn.em.universe.host.get(name);
  if (own !== undefined) {
    const params = own.params.map((label) => ({ name: label, label: label ?? undefined }));
    const args = inOrder(fn, call, matchArgs(params, labelsOf(call)) ?? [], "undefined");
    return { args, make: (given) => `$.pure.${name}(${given.join(",")})`, refuses: false };
  }
  const params = surface?.params ?? [];
  const match = fn.em.notes.calls.get(call) ?? matchArgs(params, labelsOf(call)) ?? call.args.map((_, i) => i);
  const args = inOrder(
    fn,
    call,
    match,
    "null",
    params.map((p) => p.type.t),
  );
  const cost = surface?.cost ?? 1;
  if (name === "menu") return { args, make: (given) => `$.menu(${[cost, ...given].join(",")})`, refuses: false };
  const send = (caller: string, ...first: readonly string[]): Shape["make"] => {
    return (given) => `$.${caller}(${[...first, quote(name), cost, ...given].join(",")})`;
  };
  return { args, make: surface === undefined ? send("call") : makeSent(surface, send), refuses: refuses(surface) };
}

/** What the runtime may keep of what was read goes by what the function may change. */
function makeSent({ reenters, harmless, touches }: SurfaceFunction, send: (caller: string, ...first: readonly string[]) => Shape["make"]) {
  if (harmless === true) return send("consult");
  if (touches !== undefined) return send("callTouching", quote(touches.join(" ")));
  return send(reenters ? "callAgain" : "call");
}

function refuses(surface: SurfaceFunction | undefined): boolean {
  return surface === undefined || surface.refuses;
}

/** Arguments by parameter; those that were left out at the end are not sent. */
function inOrder(fn: Fn, call: ast.CallExpr, match: readonly number[], missing: string, wanted: readonly string[] = []): string[] {
  const js = match.map((at, i) => (at < 0 ? missing : argJs(fn, call.args[at]!, wanted[i])));
  while (js.length > 0 && js[js.length - 1] === missing && match[js.length - 1] === -1) js.pop();
  return js;
}

function argJs(fn: Fn, arg: ast.Arg, wanted?: string): string {
  const value = strip(arg.value);
  // `sort(xs, by: name)` names a property, outside of any `where`.
  if (arg.label?.id === "by" && value.kind === "name" && bindingOf(fn, value)?.kind === "item" && fn.items.length === 0)
    return quote(value.name.id);
  // `with: self.line` names a function of self; the checker gives a type only to what is a property.
  if (arg.label?.id === "with" && value.kind === "get" && bindingOf(fn, value) === undefined && isMethodName(fn, value)) {
    return `$.methodValue(${exprJs(fn, value.object)},${quote(value.name.id)})`;
  }
  return coerceJs(fn, wanted, arg.value);
}

function isMethodName(fn: Fn, get: Extract<ast.Expr, { kind: "get" }>): boolean {
  const type = typeOf(fn, get);
  if (type !== undefined && type.t !== "any") return false;
  return (fn.em.universe.memberOwners.get(get.name.id) ?? []).some((owner) => fn.em.universe.nodes.get(owner)?.methods.has(get.name.id));
}

function functionShape(fn: Fn, call: ast.CallExpr, kind: "fn" | "text", id: string): Shape {
  const own = fn.em.own.get(id);
  if (own === undefined) {
    const labels = labelsJs(fn, labelsOf(call));
    return plainShape(fn, call, (given) => `$.far(${[quote(id), labels, ...given].join(",")})`);
  }
  const args = ownArgs(fn, call, own);
  if (kind === "text") return { args, make: (given) => `$.ownText(${[own.index, quote(id), ...given].join(",")})`, refuses: false };
  return { args, make: (given) => backJs(fn, `c${own.index}(${["null", ...given].join(",")})`), refuses: true };
}

function ownArgs(fn: Fn, call: ast.CallExpr, own: OwnCode): string[] {
  const match = fn.em.notes.calls.get(call) ?? matchArgs(own.params, labelsOf(call)) ?? call.args.map((_, i) => i);
  return inOrder(fn, call, match, "undefined");
}

function plainShape(fn: Fn, call: ast.CallExpr, make: Shape["make"]): Shape {
  return { args: call.args.map((arg) => argJs(fn, arg)), make, refuses: true };
}

function methodShape(fn: Fn, call: ast.CallExpr, object: string, name: string): Shape {
  const labels = labelsJs(fn, labelsOf(call));
  const args = [object, ...call.args.map((arg) => argJs(fn, arg))];
  return { args, make: ([on, ...given]) => backJs(fn, `$.method(${[on, quote(name), labels, ...given].join(",")})`), refuses: true };
}

function baseShape(fn: Fn, call: ast.CallExpr): Shape {
  const labels = labelsJs(fn, labelsOf(call));
  return plainShape(fn, call, (given) => `$.base(${["self", quote(fn.name), fn.index, labels, ...given].join(",")})`);
}
