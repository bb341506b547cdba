import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Store } from "../../../engine/world/port.ts";
import { type StoreUnderTest, storeContract } from "../../contract/store.ts";

storeContract("SQLite", () => opened((path) => openSqliteStore({ path, durable: false })));
storeContract("busy SQLite", () => opened((path) => committingLate(openSqliteStore({ path, apartFrom: 0 }))));

function opened(openAt: (path: string) => Store): StoreUnderTest {
  const folder = mkdtempSync(join(tmpdir(), "lore-store-"));
  const open = (): StoreUnderTest => {
    const store = openAt(join(folder, "world.db"));
    return {
      store,
      reopen: () => {
        store.close();
        return open();
      },
      dispose: () => {
        store.close();
        rmSync(folder, { recursive: true });
      },
    };
  };
  return open();
}

/** As a world's groups are committed, whose writing is another thread's. */
function committingLate(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === "commit") return () => target.late!.commit();
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
