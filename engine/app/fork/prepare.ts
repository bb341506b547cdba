// A copy of the world made ready to be a try: what it began from is noted in it, and what it is not to hold is taken out.

import type { Store } from "../../world/port.ts";

const BASE = "try.base";
const TOUCHED = "try.touched";
const CONNECTED = "try.in";

/** What builders' packs were when the copy was made. */
export interface Base {
  readonly atMs: number;
  /** Number of the version of packs that ran then; 0: none was kept. */
  readonly version: number;
  readonly packs: Readonly<Record<string, { readonly version: number; readonly top: number }>>;
}

/** Does nothing where it was done: the copy then is whole, or was never begun. */
export function prepareCopy(store: Store, nowMs: number): void {
  if (store.meta(BASE) !== undefined) return;
  const { sources, accounts } = store.load();
  const packs = Object.fromEntries(sources.map(({ pack, version, top }) => [pack, { version, top }]));
  store.begin();
  // Nobody logs in there, and lines that wait are the world's to run.
  store.write(accounts.map((row) => ({ t: "account", row: { ...row, secret: "" } })));
  store.inbox.done(store.inbox.open());
  store.setMeta(BASE, JSON.stringify({ atMs: nowMs, version: store.versions.list(1)[0]?.id ?? 0, packs } satisfies Base));
  store.setMeta(TOUCHED, String(nowMs));
  store.setMeta(CONNECTED, "[]");
  store.commit();
}

export function baseOf(store: Store): Base {
  return JSON.parse(store.meta(BASE) ?? '{"atMs":0,"version":0,"packs":{}}') as Base;
}

export function touchedMs(store: Store): number {
  return Number(store.meta(TOUCHED) ?? 0);
}

/** In an open group. */
export function touch(store: Store, nowMs: number): void {
  store.setMeta(TOUCHED, String(nowMs));
}

/** Who was connected in it when it was last open. */
export function connectedIn(store: Store): readonly number[] {
  return JSON.parse(store.meta(CONNECTED) ?? "[]") as number[];
}

/** In an open group. */
export function keepConnected(store: Store, players: Iterable<number>): void {
  store.setMeta(CONNECTED, JSON.stringify([...players]));
}
