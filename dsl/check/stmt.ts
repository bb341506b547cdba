// A statement of one kind, by its tag.

import type * as ast from "../ast.ts";

export type StmtOf<K extends ast.Stmt["kind"]> = Extract<ast.Stmt, { kind: K }>;
