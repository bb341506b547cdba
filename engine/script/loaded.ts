// What the row of a start says: the code that runs from then on, and whether the world was loaded, so that nobody was connected, or went on.

const LOADED = " loaded";

export function startInput(codeVersion: string, isLoaded: boolean): string {
  return isLoaded ? codeVersion + LOADED : codeVersion;
}

/** False of a reload, and of what worlds wrote before rows said it. */
export function wasLoaded(input: string): boolean {
  return input.endsWith(LOADED);
}
