// The unit that the guide tells to copy is one that systemd takes, and calls what there is.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../../engine/app/command-line.ts";
import { DEFAULT_PATIENCE } from "../../engine/app/front/supervisor.ts";
import { ROOT, readText } from "../support/tree.ts";

const UNIT = "docs/sysop/loremesh.service";
const HOME = "/opt/loremesh";

/** `[Section]` and `Key=value` lines; anything else is a mistake. */
function parseUnit(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = "";
  for (const line of text.split("\n").filter((one) => one !== "" && !one.startsWith("#"))) {
    const header = /^\[(Unit|Service|Install)\]$/.exec(line);
    const pair = /^([A-Z][A-Za-z]+)=(.*)$/.exec(line);
    expect(header !== null || (pair !== null && section !== ""), line).toBe(true);
    if (header !== null) section = header[1]!;
    else found.set(`${section}.${pair![1]}`, pair![2]!);
  }
  return found;
}

describe(UNIT, () => {
  const unit = parseUnit(readText(UNIT));
  const get = (key: string): string => unit.get(key) ?? "";

  test("starts what is there, with options that exist", () => {
    const started = /^\/bin\/sh -c 'exec (.*)'$/.exec(get("Service.ExecStart"))?.[1] ?? "";
    const [node = "", bin, name, ...words] = started.split(" ");
    for (const path of [node.replace("*", process.arch), bin!, get("Unit.Documentation").replace("file://", "")]) {
      expect(path.startsWith(`${HOME}/`), path).toBe(true);
      expect(existsSync(join(ROOT, path.slice(HOME.length))), path).toBe(true);
    }
    const command = commandLine().commands.find((one) => one.name() === name)!;
    expect(command.parseOptions(words).unknown).toEqual([]);
    expect(words).toEqual(["--config", "/etc/loremesh/loremesh.toml"]);
  });

  test("leaves time for a drain, reaches serial lines, and keeps its hands off the rest", () => {
    expect(Number(get("Service.TimeoutStopSec")) * 1_000).toBeGreaterThan(DEFAULT_PATIENCE.drainMs + DEFAULT_PATIENCE.restMs);
    // The front ends the world itself: a signal to both would kill what is being finished.
    expect(get("Service.KillMode")).toBe("mixed");
    expect(get("Service.SupplementaryGroups")).toBe("dialout");
    expect(get("Service.Environment")).toBe(`LORE_HOME=/var/lib/${get("Service.StateDirectory")}`);
    expect([get("Service.ProtectSystem"), get("Service.NoNewPrivileges"), get("Service.CapabilityBoundingSet")]).toEqual([
      "strict",
      "yes",
      "",
    ]);
    // V8 writes code and runs it.
    expect(unit.has("Service.MemoryDenyWriteExecute")).toBe(false);
    expect(unit.has("Service.PrivateDevices")).toBe(false);
  });

  test("is followed by the guide, step for step", () => {
    const guide = readText("docs/sysop/first-radio.md");
    for (const path of [HOME, "/etc/loremesh/loremesh.toml", "/var/lib/loremesh", UNIT]) expect(guide).toContain(path);
  });

  test("is one that systemd takes, where there is a systemd", () => {
    const folder = mkdtempSync(join(tmpdir(), "unit-"));
    try {
      // With paths and users of this machine, for it looks whether they are there.
      const here = readFileSync(join(ROOT, UNIT), "utf8")
        .replaceAll(HOME, ROOT)
        .replace(/^(User|Group)=loremesh$/gm, "$1=root");
      const path = join(folder, "loremesh.service");
      writeFileSync(path, here);
      const { error, status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", path], { encoding: "utf8" });
      if (error !== undefined) {
        expect(error).toMatchObject({ code: "ENOENT" });
        return;
      }
      expect(stderr.split("\n").filter((line) => line.includes("loremesh.service"))).toEqual([]);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
