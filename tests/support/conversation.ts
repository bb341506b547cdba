// A newcomer at a terminal: lines that begin with `> ` are typed, the others are what came back.

import type { Stage } from "../../engine/play/transcript/stage.ts";
import { Theatre } from "../../engine/play/transcript/theatre.ts";

export interface Scene {
  readonly stage: Stage;
  readonly pack: string;
  /** Where Ann is put; else she wakes where newcomers do, and reads what they read. */
  readonly room?: string;
}

/** The script as it really goes: its typed lines with the true answers between them. */
export async function converse({ stage, pack, room }: Scene, script: string): Promise<string> {
  const theatre = new Theatre(stage, "plain", pack);
  const lines: string[] = [];
  try {
    if (room === undefined) await theatre.join("ann");
    else if (!(await theatre.place("ann", room))) lines.push(`there is no room ${room}`);
    const ann = theatre.actors.get("ann");
    if (ann === undefined) return lines.join("\n");
    lines.push(...ann.unread);
    for (const typed of script.split("\n").filter((line) => line.startsWith("> "))) {
      theatre.clear();
      await theatre.type(ann, typed.slice(2));
      lines.push(typed, ...ann.unread);
      await theatre.waitUntil(theatre.nowMs() + 2000);
    }
  } finally {
    await theatre.close();
  }
  return `${lines.join("\n")}\n`;
}
