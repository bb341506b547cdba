// `lore lsp --stdio`: speaks to an editor on standard input and output, so nothing else may be written there.

import { EngineError } from "../../base/errors.ts";

export async function lsp({ stdio }: { readonly stdio?: boolean }): Promise<void> {
  if (!stdio) throw new EngineError("E_USAGE", { detail: "An editor starts this, as `lore lsp --stdio`." });
  const { serveEditor } = await import("../lsp/server.ts");
  serveEditor(process.stdin, process.stdout);
}
