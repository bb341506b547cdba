import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { type StoreUnderTest, storeContract } from "../../contract/store.ts";

storeContract("memory", () => {
  const store = openMemoryStore();
  const under = (): StoreUnderTest => ({
    store,
    reopen: () => {
      store.close();
      return under();
    },
    dispose: () => store.close(),
  });
  return under();
});
