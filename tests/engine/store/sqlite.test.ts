import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { type StoreUnderTest, storeContract } from "../../contract/store.ts";

storeContract("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "lore-store-"));
  const open = (): StoreUnderTest => {
    const store = openSqliteStore({ path: join(folder, "world.db"), durable: false });
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
});
