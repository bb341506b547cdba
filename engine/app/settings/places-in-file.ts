// On which line of the file a setting stands: a TOML reader gives values without their places, and a sysop wants to be shown the place.

/** A key, or the place of a table among those of one name. */
export type Step = string | number;

export class PlacesInFile {
  readonly #lines = new Map<string, number>();

  constructor(text: string) {
    const counts = new Map<string, number>();
    let header: readonly Step[] = [];
    text.split("\n").forEach((line, index) => {
      const table = /^\s*(\[\[?)([^\]]+)\]/.exec(line);
      const key = /^\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=/.exec(line);
      if (table !== null) {
        const words = keysOf(table[2]!);
        const name = words.join(".");
        const count = counts.get(name) ?? 0;
        counts.set(name, count + 1);
        header = table[1] === "[[" ? [...words, count] : words;
        this.#note(header, index);
      } else if (key !== null) this.#note([...header, ...keysOf(key[1]!)], index);
    });
  }

  /** The line of the setting, or of the nearest thing around it; null for what stands nowhere. */
  lineOf(path: readonly Step[]): number | null {
    for (let length = path.length; length > 0; length--) {
      const line = this.#lines.get(path.slice(0, length).join("."));
      if (line !== undefined) return line;
    }
    return null;
  }

  #note(path: readonly Step[], index: number): void {
    const name = path.join(".");
    if (!this.#lines.has(name)) this.#lines.set(name, index + 1);
  }
}

function keysOf(dotted: string): string[] {
  return [...dotted.matchAll(/"([^"]*)"|([\w-]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}
