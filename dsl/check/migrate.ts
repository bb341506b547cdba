// `migrate from "1.2"`: the version must be one, and nobody acts in it.

import type * as ast from "../ast.ts";
import { type Context, inSite } from "./context.ts";
import { plainText } from "./type-ref.ts";

const VERSION = /^\d{1,6}(\.\d{1,6}){0,2}$/;

export function checkMigrate(cx: Context, decl: ast.MigrateDecl): void {
  if (!VERSION.test(plainText(decl.from)))
    cx.report.add("LORE320", decl.from.span, `\`${plainText(decl.from)}\` is no version.`, 'a version is one to three numbers: "1.2"');
  inSite(cx, { role: "migrate", self: undefined, actor: undefined, verb: false }, () => {
    cx.block(decl.body);
  });
}
