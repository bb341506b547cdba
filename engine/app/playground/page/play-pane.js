// The play pane: what was typed and every frame that came back, with its bytes, in the order in which the server has them.

import { button } from "./findings.js";

/**
 * @typedef {{ seq: number, kind: "typed" | "reply" | "told" | "fault" | "note", text: string, bytes?: number, waiting?: number, line?: number, file?: string }} PlayEntry
 * @typedef {{ send: (line: string) => void, goToLine: (line: number) => void }} PlayDoes
 */

/** Bytes that one frame holds. */
const FRAME_BYTES = 200;
const MOST_SHOWN = 500;

export class PlayPane {
  /** Of the last entry that is shown. */
  seq = 0;
  /** Lines typed before, newest last, and which of them stands in the field. @type {string[]} */
  #typed = [];
  #at = 0;
  #log = /** @type {HTMLElement} */ (document.getElementById("log"));
  #line = /** @type {HTMLInputElement} */ (document.getElementById("line"));
  /** @type {PlayDoes} */
  #does;

  /** @param {PlayDoes} does */
  constructor(does) {
    this.#does = does;
    document.getElementById("typing")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.#line.value);
    });
    this.#line.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp") this.#recall(-1, event);
      if (event.key === "ArrowDown") this.#recall(1, event);
    });
  }

  focus() {
    this.#line.focus();
  }

  /** @param {PlayEntry[]} entries */
  show(entries) {
    const isAtEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    const fresh = entries.filter(({ seq }) => seq > this.seq);
    for (const entry of fresh) {
      this.seq = entry.seq;
      if (entry.kind === "typed") this.#remember(entry.text);
      this.#log.append(this.#made(entry));
    }
    while (this.#log.children.length > MOST_SHOWN) this.#log.firstChild?.remove();
    if (fresh.length > 0 && isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Another visit begins. */
  clear() {
    this.seq = 0;
    this.#log.replaceChildren();
  }

  /** @param {readonly string[]} lines */
  suggest(lines) {
    document.getElementById("tries")?.replaceChildren(...lines.map((line) => button(line, () => this.#send(line))));
  }

  /** @param {string} line */
  #send(line) {
    if (line.trim() === "") return;
    this.#line.value = "";
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#does.send(line);
  }

  /** @param {string} line */
  #remember(line) {
    if (this.#typed.at(-1) !== line) this.#typed.push(line);
    this.#at = this.#typed.length;
  }

  /** @param {number} by @param {KeyboardEvent} event */
  #recall(by, event) {
    event.preventDefault();
    this.#at = Math.min(this.#typed.length, Math.max(0, this.#at + by));
    this.#line.value = this.#typed[this.#at] ?? "";
  }

  /** @param {PlayEntry} entry */
  #made({ kind, text, bytes = 0, waiting = 0, line = 0, file = "" }) {
    const shown = document.createElement("div");
    shown.className = kind === "reply" || kind === "told" ? `frame ${kind}` : kind;
    shown.append(text);
    if (kind === "reply" || kind === "told") {
      const more = waiting === 0 ? "" : ` · ${waiting} more ${waiting === 1 ? "frame waits" : "frames wait"} behind MORE`;
      shown.appendChild(document.createElement("small")).textContent = `${bytes} of ${FRAME_BYTES} bytes${more}`;
    }
    if (kind === "fault") {
      const where = file === "scratch.lore" ? button(`line ${line}`, () => this.#does.goToLine(line)) : document.createElement("span");
      if (file !== "scratch.lore") where.textContent = `${file}:${line}`;
      where.className = "place";
      shown.append(" ", where);
    }
    return shown;
  }
}
