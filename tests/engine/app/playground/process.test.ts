// `lore playground` as a shell sees it: it says where it is, answers there, and ends when it is told to.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { untilSo } from "../../../support/until.ts";

const BIN = fileURLToPath(new URL("../../../../engine/app/bin/lore.js", import.meta.url));

test("starts, answers a check from its page, and ends at SIGTERM", async () => {
  const child = spawn(process.execPath, [BIN, "playground", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    await untilSo("it says where it is", () => out.includes("\n"));
    const base = /^The playground is at (http:\/\/127\.0\.0\.1:\d+)\/ until Ctrl-C\.\n$/.exec(out)![1]!;
    expect(await (await fetch(`${base}/`)).text()).toContain("<html");
    const ask = async (name: string, question: object) => {
      const headers = { "content-type": "application/json", origin: base };
      return await (await fetch(`${base}/ask/${name}`, { method: "POST", headers, body: JSON.stringify(question) })).json();
    };
    const { visit } = (await ask("open", { visit: null })) as { readonly visit: string };
    const text = 'room hut "Hut"\n  desc: "Dry."\n  exit north to barn\nend\n';
    expect(await ask("check", { visit, text })).toMatchObject({ findings: [{ code: "LORE401" }] });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});
