// How long a keystroke in a file of 2,000 lines takes to show its findings, through the protocol and a process of its own.

import { PublishDiagnosticsNotification } from "vscode-languageserver-protocol/node";
import { Editor } from "../support/editor.ts";
import { percentile, type Row, row } from "./row.ts";

const LINES = 2_000;
const FILE = "big/big.lore";
/** In the middle of the file. */
const SPOT = "-- type here";
/** Half lines on the way to a whole one, and a word that nobody knows: each changes what is found. */
const TYPED = 'if actr.titl is "x" or chanc 5: sya "Hm {actr} nods {whoo:the}."; end';

export async function editorRows(quick: boolean): Promise<Row[]> {
  const editor = await Editor.start();
  try {
    await editor.open(FILE, bigFile());
    await editor.until(FILE, (found) => found.length > 0);
    const times: number[] = [];
    const rounds = quick ? 1 : 4;
    for (let round = 0; round < rounds; round++) times.push(...(await typeLine(editor)));
    // The first line warms the compiler up, as the first minute of work does.
    const sorted = times.slice(quick ? 0 : times.length / rounds).sort((a, b) => a - b);
    return [
      row(`findings after a keystroke in ${LINES} lines, middle`, "ms", percentile(sorted, 0.5)),
      row(`findings after a keystroke in ${LINES} lines, p95`, "ms", percentile(sorted, 0.95)),
    ];
  } finally {
    await editor.stop();
  }
}

/** Types a line a sign at a time and takes it out again. */
async function typeLine(editor: Editor): Promise<number[]> {
  const times: number[] = [];
  let now = SPOT;
  for (let i = 1; i <= TYPED.length; i++) {
    const next = `${SPOT}\n      ${TYPED.slice(0, i)}`;
    const shown = nextFindings(editor);
    const start = performance.now();
    await editor.replace(FILE, now, next);
    if (await shown) times.push(performance.now() - start);
    now = next;
    // A person is not that fast: what is left to do is done between two keys.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await editor.replace(FILE, now, SPOT);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return times;
}

/** True when findings came; false where a keystroke changed none, which is not told. */
function nextFindings(editor: Editor): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (came: boolean) => {
      clearTimeout(timer);
      listener.dispose();
      resolve(came);
    };
    const timer = setTimeout(() => done(false), 250);
    const listener = editor.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      editor.take(uri, diagnostics);
      done(true);
    });
  });
}

function bigFile(): string {
  const rooms: string[] = [];
  for (let i = 0; rooms.join("\n").split("\n").length < LINES; i++) rooms.push(room(i));
  return rooms.join("\n");
}

function room(i: number): string {
  const mark = i === 60 ? `      ${SPOT}\n` : "";
  return `room place${i} "Place ${i}"
  desc: "A place like others, with a number on the wall."
  flags: safe
  exit north to place${i === 0 ? 0 : i - 1}

  thing lamp${i} "lamp ${i}" is light
    desc: "Tin and glass."
    weight: 1
    on use with what
      if what is nothing: stop; end
      if actor is a player and chance 30%
        say "{Actor lights} the lamp {what:the}." to room
      else
        say "Nothing happens."
      end
${mark}    end
  end
end
`;
}
