// Tables: defaults of columns, and keys that name columns.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Context } from "./context.ts";
import { checkFields } from "./members.ts";

export function checkTable(cx: Context, table: ast.TableDecl): void {
  checkFields(cx, table.columns);
  const columns = table.columns.map((column) => column.name.id);
  for (const key of table.keys) {
    for (const name of key.columns) {
      if (columns.includes(name.id) || name.id === "at" || name.id === "id") continue;
      cx.report.add("LORE114", name.span, `The table ${table.name.id} has no \`${name.text}\`.`, didYouMean(name.id, columns));
    }
  }
}
