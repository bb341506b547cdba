// What each trust domain has cost, kept across the lives of its isolates.

import type { Usage } from "./types.ts";

interface Times {
  readonly cpuMs: number;
  readonly wallMs: number;
}

export class UsageBook {
  readonly #rows = new Map<string, { calls: number; faults: number; builds: number; cpuMs: number; wallMs: number }>();

  count(domain: string, ok: boolean): void {
    const row = this.#row(domain);
    row.calls++;
    if (!ok) row.faults++;
  }

  built(domain: string): void {
    this.#row(domain).builds++;
  }

  /** Adds what an isolate used in its life. */
  close(domain: string, times: Times): void {
    const row = this.#row(domain);
    row.cpuMs += times.cpuMs;
    row.wallMs += times.wallMs;
  }

  of(domain: string, running: Times = { cpuMs: 0, wallMs: 0 }): Usage {
    const row = this.#row(domain);
    return { ...row, cpuMs: row.cpuMs + running.cpuMs, wallMs: row.wallMs + running.wallMs };
  }

  #row(domain: string) {
    let row = this.#rows.get(domain);
    if (row === undefined) {
      row = { calls: 0, faults: 0, builds: 0, cpuMs: 0, wallMs: 0 };
      this.#rows.set(domain, row);
    }
    return row;
  }
}
