// How fast Lore becomes JavaScript: the compiler's parts, and a whole pack of ten thousand lines.

import { compilePack, parse } from "../../dsl/index.ts";
import { cacheFolder, PLACES, packFolder, showPath } from "../../engine/app/places.ts";
import { surface } from "../../engine/app/surface.ts";
import { loadPacks } from "../../engine/packs/load.ts";
import { codeSource } from "./bench-pack.ts";
import { median, type Row, row, timed } from "./row.ts";

export async function compileRows(quick: boolean): Promise<Row[]> {
  const lines = quick ? 1_000 : 10_000;
  const source = codeSource(lines);
  const written = source.split("\n").length - 1;
  const { packs } = await loadPacks([packFolder("stdlib")], { ...PLACES, surface: surface(), cache: cacheFolder(), showPath });
  const below = packs.map((pack) => pack.scope);
  const build = () =>
    compilePack({ id: "bench", sources: [{ name: "code.lore", text: source }], below, surface: surface(), capabilities: [] });
  const first = build();
  const errors = first.diagnostics.filter((d) => d.severity === "error");
  if (first.pack === undefined || errors.length > 0)
    throw new TypeError(`the benchmark's own pack does not check: ${JSON.stringify(errors[0])}`);
  const runs = quick ? 1 : 5;
  const all = median(Array.from({ length: runs }, () => timed(build)));
  const parsing = median(Array.from({ length: runs }, () => timed(() => parse(source, { file: "code.lore" }))));
  return [
    row("compile", "lines/s", (written / all) * 1000, (written / parsing) * 1000),
    row(`check and compile of ${written} lines`, "ms", all, parsing),
    row(`parse of ${written} lines`, "ms", parsing),
  ];
}
