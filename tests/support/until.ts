// Waits for something to come true, and says what did not.

// Of a machine that does eight things at once; who waits for less waits no longer.
const PATIENCE_MS = 45_000;
const LOOK_MS = 10;

export async function untilSo(what: string, isSo: () => boolean | Promise<boolean>, withinMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new TypeError(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
