// A real Chromium without a window: `CHROME_PATH`, one on the path, else the one that npm brought along for Linux on x64. That
// comes packed, with what a bare machine lacks; it is unpacked once, beside the modules.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { ROOT } from "./tree.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** The packed one runs here. */
const CAN_UNPACK = process.platform === "linux" && process.arch === "x64";

interface Program {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Why there is no browser on this machine; null when there is one. */
export const NO_BROWSER: string | null =
  installed() !== undefined || CAN_UNPACK
    ? null
    : `no Chromium for ${process.platform} on ${process.arch}: set CHROME_PATH, or put one on the path`;

/** Its pages reach this machine only: any other name leads nowhere. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = installed() ?? (await unpacked());
  const args = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
  return await chromium.launch({
    executablePath,
    args: executablePath.endsWith("chromium-packed") ? ["--headless=shell", ...args] : args,
    env: { ...process.env, ...env },
  });
}

function installed(): Program | undefined {
  const named = process.env["CHROME_PATH"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = [...(named ? [named] : []), ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))].find(existsSync);
  return found === undefined ? undefined : { executablePath: found, env: {} };
}

async function unpacked(): Promise<Program> {
  const packed = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as { version: string };
  const folder = join(ROOT, "node_modules/.cache", `chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(packed, "bin"), folder);
  const executablePath = join(folder, "chromium-packed");
  const needed = execFileSync("ldd", [executablePath], { encoding: "utf8" });
  return {
    executablePath,
    env: {
      FONTCONFIG_PATH: folder,
      ...(needed.includes("not found") && { LD_LIBRARY_PATH: join(folder, "al2023/lib") }),
    },
  };
}

/** Into a folder that comes to its place whole: two tests may begin at once. */
async function unpack(bin: string, folder: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const before = process.env["TMPDIR"];
  // Where it unpacks to.
  process.env["TMPDIR"] = draft;
  await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(join(bin, name))));
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  renameSync(join(draft, "chromium"), join(draft, "chromium-packed"));
  // Without a font it does not start; the folders are those of the place that it comes to.
  writeFileSync(
    join(draft, "fonts.conf"),
    `<?xml version="1.0"?>\n<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
  );
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
