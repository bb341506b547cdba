// Groups of turns written beside the turns that run meanwhile. A busy world spends a quarter of its time in SQLite, and the moments in
// which the log is brought into the file stop nobody when another thread has them.

import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { CELL, CELLS, type Order, type Report } from "./orders.ts";
import type { Posted } from "./posted.ts";

/** Groups that may be on their way at once; more wait, so that a slow disk does not fill the memory. */
const MOST_AHEAD = 64;

/** A thread that says nothing for so long, in ms, is lost. */
const PATIENCE_MS = 60_000;

interface Waiting {
  readonly n: number;
  readonly done: (error: unknown) => void;
}

export class WriteThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #cells = new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));
  #isReady = false;
  #posted = 0;
  #durable = 0;
  #waiting: Waiting[] = [];
  #failure: Error | null = null;

  /** `path`: a file that this process has open and shares; see `shareLock`. `unable` is told when it cannot even begin. */
  constructor(path: string, unable: (error: Error) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const given = { path, cells: this.#cells, port: port2 };
    this.#worker = new Worker(new URL("./write-thread-main.ts", import.meta.url), { workerData: given, transferList: [port2] });
    this.#worker.on("error", (thrown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (!this.#isReady && this.#posted === 0) unable(error);
      this.#fail(error);
    });
    // Before the next group begins: who is answered now may be in it again.
    port1.on("message", (report: Report) => {
      this.#hear(report);
      this.#answer();
    });
    this.#worker.unref();
    port1.unref();
  }

  /** It has the file open. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Groups so far. */
  get posted(): number {
    return this.#posted;
  }

  /** All that was posted is in the file. */
  get wroteAll(): boolean {
    return this.#wrote(this.#posted);
  }

  #wrote(groups: number): boolean {
    return Atomics.load(this.#cells, CELL.committed) >= groups;
  }

  /** Brings a group on its way. `others`: the file was written by others since the last one. Throws when an earlier one failed. */
  post(group: readonly Posted[], others: boolean): void {
    if (this.#posted - Atomics.load(this.#cells, CELL.committed) >= MOST_AHEAD) this.wait();
    this.#posted++;
    this.#send({ n: this.#posted, group, others });
  }

  /** Returns when so many groups, all unless it is said, are in the file, where others see them. Throws when they are not. */
  wait(groups = this.#posted): void {
    if (this.#posted > 0) this.#until(() => this.#wrote(groups));
  }

  /** Calls back, later, when all that was posted until now is durable; with the error when it may not be. */
  settle(done: (error: unknown) => void): void {
    if (this.#durable >= this.#posted || this.#failure !== null) {
      setImmediate(() => done(this.#failure));
      return;
    }
    // The process stays for who waits.
    this.#port.ref();
    this.#waiting.push({ n: this.#posted, done });
  }

  /** Ends the thread, which then has closed the file; who waits is told how it went. */
  close(): void {
    if (this.#failure === null) {
      this.#send({ close: true });
      this.#until(() => Atomics.load(this.#cells, CELL.closed) === 1);
    }
    this.#hearAll();
    this.#port.close();
    void this.#worker.terminate();
  }

  #send(order: Order): void {
    if (this.#failure !== null) throw this.#failure;
    this.#port.postMessage(order);
  }

  #until(reached: () => boolean): void {
    for (;;) {
      const news = Atomics.load(this.#cells, CELL.news);
      if (Atomics.load(this.#cells, CELL.failed) === 1) this.#hearAll();
      if (this.#failure !== null) throw this.#failure;
      if (reached()) return;
      if (Atomics.wait(this.#cells, CELL.news, news, PATIENCE_MS) === "timed-out") {
        this.#fail(new Error(`the writing thread said nothing for ${PATIENCE_MS / 1000} s`));
      }
    }
  }

  /** What was said already, while this thread waits and no message comes by itself. */
  #hearAll(): void {
    for (let got = receiveMessageOnPort(this.#port); got !== undefined; got = receiveMessageOnPort(this.#port)) {
      this.#hear(got.message as Report);
    }
    this.#answerLater();
  }

  #hear(report: Report): void {
    if ("ready" in report) this.#isReady = true;
    else if ("failed" in report) this.#failure ??= new Error(report.failed);
    else this.#durable = report.durable;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#answerLater();
  }

  /** In the middle of something nobody expects an answer. */
  #answerLater(): void {
    setImmediate(() => this.#answer());
  }

  /** Those who wait for what is durable now, or all when it failed. */
  #answer(): void {
    const told = this.#waiting.filter(({ n }) => this.#failure !== null || n <= this.#durable);
    this.#waiting = this.#waiting.filter((waiting) => !told.includes(waiting));
    if (this.#waiting.length === 0) this.#port.unref();
    for (const { n, done } of told) done(n <= this.#durable ? null : this.#failure);
  }
}
