// Files that a command makes because its user named them: a place where none can be is told in one sentence.

import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { EngineError } from "../base/errors.ts";

/** Before long work whose result goes there; E_USAGE when it could not. */
export function expectWritable(path: string): void {
  told(path, () => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw new EngineError("E_USAGE", { detail: `${path} cannot be written: it is a folder.` });
    accessSync(found === undefined ? dirname(path) : path, constants.W_OK);
  });
}

export function writeOut(path: string, text: string): void {
  told(path, () => writeFileSync(path, text));
}

function told(path: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new EngineError("E_USAGE", { detail: `${path} cannot be written: ${REASONS[code] ?? code}.` });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EACCES: "its folder or the file itself may not be written by this user",
  EISDIR: "it is a folder",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};
