// The page put together: one visit with its editor and its play pane, kept over a reload of the page.

import { ask, Refused } from "./ask.js";
import { follow, makeEditor } from "./editor.js";
import { showFindings } from "./findings.js";
import { PlayPane } from "./play-pane.js";

/** After the last keystroke that left no error. */
const SETTLE_MS = 500;
const NEWS_MS = 1_000;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const element = (id) => /** @type {T} */ (document.getElementById(id));

const controls = {
  samples: /** @type {HTMLSelectElement} */ (element("samples")),
  auto: /** @type {HTMLInputElement} */ (element("auto")),
  rank: /** @type {HTMLSelectElement} */ (element("rank")),
  time: /** @type {HTMLSelectElement} */ (element("time")),
  state: element("state"),
  banner: element("banner"),
};

let visit = "";
let hasWorld = false;
/** The text that was sent into the world last. @type {string | null} */
let played = null;
let settling = 0;
/** The visit is over on the server's side: nothing more is asked until another begins. */
let hasEnded = false;

const opened = await begin();
const samples = /** @type {{ id: string, title: string, text: string, tries: string[] }[]} */ (opened.samples);
const play = new PlayPane({ send: (line) => void sendLine(line), goToLine });
const view = makeEditor({
  parent: element("editor"),
  text: sessionStorage.getItem("text") ?? samples[0]?.text ?? "",
  ...{ words: opened.words, indent: opened.indent, visit: () => visit, checked, failed },
  keys: [
    { key: "Mod-Enter", run: () => pressed(() => load(false).then(() => showPane("play"))) },
    { key: "Mod-s", run: () => pressed(() => load(false)) },
    { key: "Shift-Alt-f", run: () => pressed(formatText) },
  ],
});
arrange();
play.show(opened.entries);
if (!hasWorld) void load(true);
setInterval(() => void hear(), NEWS_MS);

/** @returns {Promise<any>} */
async function begin() {
  for (;;) {
    try {
      const opened = await ask("open", { visit: sessionStorage.getItem("visit") });
      visit = opened.visit;
      hasWorld = opened.hasWorld;
      sessionStorage.setItem("visit", visit);
      controls.rank.value = opened.rank;
      return opened;
    } catch (error) {
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

function arrange() {
  controls.samples.replaceChildren(new Option("…", ""), ...samples.map(({ id, title }) => new Option(title, id)));
  controls.samples.value = sessionStorage.getItem("sample") ?? samples[0]?.id ?? "";
  suggest();
  controls.samples.addEventListener("change", () => void choose());
  on("format", formatText);
  on("load", () => load(false));
  on("restart", () => load(true));
  on("wait", () => playing("wait", { ms: Number(controls.time.value) }));
  controls.rank.addEventListener("change", () => void playing("rank", { rank: controls.rank.value }));
  for (const button of document.querySelectorAll("nav button"))
    button.addEventListener("click", () => showPane(/** @type {HTMLElement} */ (button).dataset["pane"] ?? "write"));
  controls.banner.querySelector("button")?.addEventListener("click", () => void beginAnew());
}

/** @param {string} id @param {() => Promise<void>} press */
function on(id, press) {
  element(id).addEventListener("click", () => void press());
}

/** @param {() => Promise<void>} run */
function pressed(run) {
  void run();
  return true;
}

/** @param {string} name */
function showPane(name) {
  document.body.dataset["pane"] = name;
  for (const button of document.querySelectorAll("nav button"))
    button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset["pane"] === name));
  if (name === "play") play.focus();
}

function suggest() {
  play.suggest(samples.find(({ id }) => id === controls.samples.value)?.tries ?? []);
}

/** The sample takes the place of the text, which comes back with undo, and a new world begins. */
async function choose() {
  const sample = samples.find(({ id }) => id === controls.samples.value);
  sessionStorage.setItem("sample", controls.samples.value);
  suggest();
  if (sample === undefined) return;
  setText(sample.text);
  await load(true);
}

/** @param {string} text */
function setText(text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
}

/** @param {import("./editor.js").Finding[]} findings @param {string} text */
function checked(findings, text) {
  sessionStorage.setItem("text", text);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  showFindings(element("findings"), findings, {
    goTo: (offset) => {
      view.dispatch({ selection: { anchor: offset }, scrollIntoView: true });
      view.focus();
    },
    fix: (finding) => finding.fix !== undefined && follow(view, finding.fix),
  });
  clearTimeout(settling);
  if (errors > 0) tellState(hasWorld ? "The world runs an earlier text." : "No world yet: mend the errors.");
  else if (controls.auto.checked && text !== played) settling = window.setTimeout(() => void load(false), SETTLE_MS);
}

/** Puts the text into the world. @param {boolean} isNew */
async function load(isNew) {
  clearTimeout(settling);
  tellState("…");
  played = view.state.doc.toString();
  const answer = await asked("load", { text: played, isNew, after: play.seq });
  if (answer === null) return;
  const { kind, lines } = answer.outcome;
  tellState(OUTCOMES[kind] ?? kind, lines.join("\n"));
}

/** @type {Record<string, string>} */
const OUTCOMES = {
  begun: "A new world has begun.",
  reloaded: "The world has this text.",
  same: "The world has this text.",
  wrong: "The text has errors: the world stays as it is.",
  "no room": "There is no room to begin in.",
  refused: "The world cannot take this text over: begin a new one.",
};

/** @param {string} text @param {string} [more] */
function tellState(text, more = "") {
  controls.state.textContent = text;
  controls.state.title = more;
}

async function formatText() {
  const before = view.state.doc.toString();
  const answer = await asked("format", { text: before });
  if (answer === null || view.state.doc.toString() !== before) return;
  if (answer.text === null) tellState("A text with errors of form stays as it is.");
  else if (answer.text !== before) replaceChanged(before, answer.text);
}

/** Only what differs, so that the cursor stays where it is. @param {string} before @param {string} after */
function replaceChanged(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  view.dispatch({ changes: { from, to: before.length - tail, insert: after.slice(from, after.length - tail) } });
}

/** @param {string} line */
async function sendLine(line) {
  await playing("line", { line });
}

/** @param {string} name @param {object} question */
async function playing(name, question) {
  await asked(name, { ...question, after: play.seq });
}

async function hear() {
  if (document.visibilityState === "visible" && !hasEnded) await asked("news", { after: play.seq });
}

/** Null when it was refused: the page says why. @param {string} name @param {object} question @returns {Promise<any>} */
async function asked(name, question) {
  const mine = visit;
  try {
    const answer = await ask(name, { visit, ...question });
    if (mine !== visit) return null;
    controls.banner.hidden = true;
    if (answer.entries !== undefined) play.show(answer.entries);
    hasWorld = answer.hasWorld ?? hasWorld;
    return answer;
  } catch (error) {
    failed(error);
    return null;
  }
}

/** @param {unknown} error */
function failed(error) {
  if (!(error instanceof Refused)) throw error;
  const [text, button] = /** @type {[HTMLElement, HTMLElement]} */ ([
    controls.banner.querySelector("span"),
    controls.banner.querySelector("button"),
  ]);
  hasEnded = error.code === "gone";
  text.textContent = error.message;
  button.hidden = !hasEnded;
  controls.banner.hidden = false;
}

async function beginAnew() {
  controls.banner.hidden = true;
  // What is said there is of the world that ended.
  tellState("…");
  hasEnded = false;
  sessionStorage.removeItem("visit");
  await begin();
  play.clear();
  await load(true);
}

/** @param {number} line */
function goToLine(line) {
  showPane("write");
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}
