// Waits for something to come true, and says what did not.

const PATIENCE_MS = 15_000;
const LOOK_MS = 10;

export async function untilSo(what: string, isSo: () => boolean | Promise<boolean>, withinMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new TypeError(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
