// Texts to begin with: the template of a pack, and the Lore of pages of the manual, which tests hold true.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../places.ts";

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Lines to try in it. */
  readonly tries: readonly string[];
}

const SAMPLES: readonly (Omit<Sample, "text"> & { readonly file: string })[] = [
  { id: "room", title: "A first room", file: "engine/packs/template/start.lore", tries: ["look", "poke bell"] },
  {
    id: "tour",
    title: "A tour of Lore",
    file: "docs/lore/tour.md",
    tries: ["look", "take oar", "take stone", "drop stone", "north", "use hourglass"],
  },
  { id: "shop", title: "A shop", file: "docs/building/shop.md", tries: ["look", "list"] },
  { id: "cookbook", title: "Thirty recipes", file: "docs/building/cookbook.md", tries: ["look", "poke duck", "read notice", "take anvil"] },
];

export function readSamples(): readonly Sample[] {
  return SAMPLES.map(({ file, ...sample }) => {
    const source = readFileSync(join(ROOT, file), "utf8");
    return { ...sample, text: file.endsWith(".md") ? declarationsIn(source) : source };
  });
}

/** The blocks of declarations of a page, which make up one pack; each under the heading that it stands below. */
function declarationsIn(page: string): string {
  const parts: string[] = [];
  let heading = "";
  for (const found of page.matchAll(/^#{2,3} (.+)$|^```lore\n([\s\S]*?)^```$/gm)) {
    const [, title, block] = found;
    if (title !== undefined) heading = title;
    if (block === undefined) continue;
    parts.push(heading === "" ? block : `-- ${heading}\n\n${block}`);
    heading = "";
  }
  return parts.join("\n");
}
