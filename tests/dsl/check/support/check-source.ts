// Checks one tiny file as the pack `test`, against the engine's own surface and above a small library `lib`.

import type { Checked, PackScope } from "../../../../dsl/check/index.ts";
import { check } from "../../../../dsl/check/index.ts";
import type { Diagnostic } from "../../../../dsl/diagnostic.ts";
import { parse } from "../../../../dsl/parse/parse.ts";
import { HOST_FUNCTIONS } from "../../../../engine/script/host/index.ts";
import { surfaceOf } from "../../../../engine/script/surface.ts";

export const SURFACE = surfaceOf(HOST_FUNCTIONS);

export const LIBRARY = `
room lighthouse "Lighthouse"
  desc: "Wind and stairs."
end

kind lantern_shop is thing
  prop open_late: bool = false
  fn greet(who: player, with words: text = "Hello"); say words to who; end
end

extend player
  prop luck: number = 0
end

record crate: what: model thing; n: number = 1; end

table note
  author: player
  body: text 40
end

event lit(by who: being)

text greeting(who: being) "Hello, {who}."

fn twice(n: number): number
  return n * 2
end

command "shine": say "It shines."; end
`;

export interface CheckOptions {
  readonly capabilities?: readonly string[];
  readonly entry?: string;
  readonly file?: string;
  /** As a pack that is built in the game. */
  readonly built?: boolean;
}

let library: PackScope | undefined;

/** The library's scope as a later pack gets it: through JSON. */
export function libraryScope(): PackScope {
  library ??= JSON.parse(JSON.stringify(run("lib", "lib.lore", LIBRARY, [], {}).scope)) as PackScope;
  return library;
}

export function checkSource(source: string, options: CheckOptions = {}): Checked {
  return run("test", options.file ?? "test.lore", source, [libraryScope()], options);
}

function run(pack: string, name: string, source: string, below: readonly PackScope[], options: CheckOptions): Checked {
  const parsed = parse(source, { file: name });
  const [first] = parsed.diagnostics;
  if (first !== undefined) throw new SyntaxError(`${name}:${first.line}:${first.column}: ${first.message}\n${source}`);
  const { capabilities = [], entry, built = false } = options;
  return check({
    pack,
    files: [{ name, source, file: parsed.file }],
    below,
    surface: SURFACE,
    capabilities,
    built,
    ...(entry === undefined ? {} : { entry }),
  });
}

/** Codes of what was found, errors and lints alike, each once. */
export function codesOf(source: string, options: CheckOptions = {}): string[] {
  return [...new Set(checkSource(source, options).diagnostics.map((found) => found.code))];
}

export function errorsOf(source: string, options: CheckOptions = {}): Diagnostic[] {
  return checkSource(source, options).diagnostics.filter((found) => found.severity === "error");
}

/** The body of a command, to try statements and expressions in. */
export function inCommand(statements: string): string {
  return `command "try"\n${statements}\nend\n`;
}

/** The body of a function of that header. */
export function inFn(header: string, statements: string): string {
  return `fn ${header}\n${statements}\nend\n`;
}
