// What every store must do with copies of itself.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreUnderTest } from "./store.ts";

export function copyContract(name: string, open: () => StoreUnderTest): void {
  describe(`copies of the ${name} store`, () => {
    let under: StoreUnderTest;
    const put = (store: StoreUnderTest["store"], value: string): void => {
      store.begin();
      store.write([{ t: "data", space: "words", key: "a", value }]);
      store.commit();
    };
    const read = (store: StoreUnderTest["store"]) => store.load().data.find(({ space }) => space === "words")?.value;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    it("are worlds of their own from the moment they are made", async () => {
      put(under.store, "both");
      await under.store.copies.make("ann-1");
      put(under.store, "ours");
      const copy = under.store.copies.open("ann-1");
      expect(read(copy)).toBe("both");
      put(copy, "theirs");
      copy.close();
      expect(read(under.store)).toBe("ours");
      const again = under.store.copies.open("ann-1");
      expect(read(again)).toBe("theirs");
      again.close();
    });

    it("last as long as the store does, and are forgotten by name", async () => {
      await under.store.copies.make("ann-1");
      await under.store.copies.make("bob-2");
      under = under.reopen();
      expect([...under.store.copies.names()].sort()).toEqual(["ann-1", "bob-2"]);
      under.store.copies.remove("ann-1");
      under.store.copies.remove("nobody");
      expect(under.store.copies.names()).toEqual(["bob-2"]);
      expect(under.store.copies.has("ann-1")).toBe(false);
      expect(() => under.store.copies.open("ann-1")).toThrow(expect.objectContaining({ code: "E_STORE_OPEN" }));
    });

    it("are whole though much is written while they are made", async () => {
      for (let i = 0; i < 400; i++) put(under.store, "x".repeat(2_000) + i);
      const made = under.store.copies.make("ann-1");
      for (let i = 0; i < 20; i++) {
        put(under.store, `meanwhile ${i}`);
        await new Promise(setImmediate);
      }
      await made;
      const copy = under.store.copies.open("ann-1");
      expect(read(copy)).toMatch(/^(x+399|meanwhile \d+)$/);
      expect(copy.reconcile()).toEqual([]);
      copy.close();
    });
  });
}
