// Types and parameters as they are written canonically.

import type { FieldDecl, Param, TypeRef } from "../ast.ts";
import { printExpr, printPath, printText } from "./expr.ts";

export function printType(type: TypeRef): string {
  return baseOf(type) + (type.optional ? "?" : "");
}

function baseOf(type: TypeRef): string {
  switch (type.kind) {
    case "named":
      return printPath(type.path) + (type.length === undefined ? "" : ` ${type.length}`);
    case "list":
    case "map":
      return `${type.kind} of ${printType(type.of)}`;
    case "model":
      return `model ${printPath(type.path)}`;
    case "words":
      return type.words.map(printText).join(" or ");
    default:
      return type satisfies never;
  }
}

export function printParams(params: readonly Param[]): string {
  return `(${params.map((param) => `${param.label === undefined ? "" : `${param.label.id} `}${printField(param)}`).join(", ")})`;
}

/** `name: type = value` */
export function printField(field: FieldDecl | Param): string {
  const value = field.value === undefined ? "" : ` = ${printExpr(field.value)}`;
  return `${field.name.id}: ${printType(field.type)}${value}`;
}
