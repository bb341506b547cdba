// What every store must do with versions of packs.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreUnderTest } from "./store.ts";

export function versionContract(name: string, open: () => StoreUnderTest): void {
  describe(`versions of packs in the ${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    it("keeps every version of the packs, and each content once", () => {
      const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
      const version = (digest: string, why: string) => ({
        ...{ atMs: 5, who: "Ann", why, code: "c0de", packs: [{ pack: "town", version: "1.0", digest }] },
      });
      const add = (digest: string, why: string, content?: string) => {
        under.store.begin();
        const made = under.store.versions.add(version(digest, why), new Map(content === undefined ? [] : [[digest, bytes(content)]]));
        under.store.commit();
        return made;
      };
      expect(add("d1", "start", "one")).toEqual({ ...version("d1", "start"), id: 1 });
      add("d2", "reload", "two");
      add("d1", "rollback to 1", "never written over what is there");
      under.store.begin();
      under.store.versions.add(version("d3", "reload"), new Map([["d3", bytes("three")]]));
      under.store.rollback();
      under = under.reopen();
      expect(under.store.versions.list(2).map(({ id, why }) => `${id} ${why}`)).toEqual(["3 rollback to 1", "2 reload"]);
      expect(under.store.versions.get(1)).toEqual({ ...version("d1", "start"), id: 1 });
      expect(under.store.versions.get(4)).toBeUndefined();
      expect(Buffer.from(under.store.versions.content("d1")!).toString()).toBe("one");
      expect(under.store.versions.content("d3")).toBeUndefined();
    });
  });
}
