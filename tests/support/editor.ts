// An editor as far as a language server can tell: it starts `lore lsp --stdio` as a process of its own and speaks the protocol with it.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ROOT } from "./tree.ts";
import { untilSo } from "./until.ts";

export class Editor {
  /** A folder of its own, with copies of packs in it. */
  readonly folder: string;
  readonly connection: ProtocolConnection;
  abilities: InitializeResult["capabilities"] = {};
  readonly #process: ChildProcess;
  readonly #open = new Map<string, TextDocument>();
  readonly #found = new Map<string, readonly Diagnostic[]>();

  private constructor(folder: string) {
    this.folder = folder;
    this.#process = spawn(process.execPath, [join(ROOT, "engine/app/bin/lore.js"), "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => this.take(uri, diagnostics));
    this.connection.listen();
  }

  /** With copies of these worlds in its folder. */
  static async start(...worlds: readonly string[]): Promise<Editor> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "lore-editor-")));
    for (const world of worlds) cpSync(join(ROOT, "worlds", world), join(folder, world), { recursive: true });
    const editor = new Editor(folder);
    const asked = { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} };
    editor.abilities = (await editor.connection.sendRequest(InitializeRequest.type, asked)).capabilities;
    await editor.connection.sendNotification("initialized", {});
    return editor;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    this.#process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  take(uri: string, diagnostics: readonly Diagnostic[]): void {
    this.#found.set(fileURLToPath(uri), diagnostics);
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  uri(name: string): string {
    return pathToFileURL(this.at(name)).href;
  }

  /** Opens a file as it is on disk, or with another text. */
  async open(name: string, text = readFileSync(this.at(name), "utf8")): Promise<void> {
    this.#open.set(name, TextDocument.create(this.uri(name), "lore", 1, text));
    const textDocument = { uri: this.uri(name), languageId: "lore", version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async close(name: string): Promise<void> {
    this.#open.delete(name);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: this.uri(name) } });
  }

  /** Types one text in place of another, which stands there once, as a person would: nothing is saved. */
  async replace(name: string, old: string, text: string): Promise<void> {
    const document = this.#open.get(name)!;
    const range = this.range(name, old);
    const version = document.version + 1;
    const contentChanges = [{ range, text }];
    this.#open.set(name, TextDocument.update(document, contentChanges, version));
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), version },
      contentChanges,
    });
  }

  text(name: string): string {
    return this.#open.get(name)!.getText();
  }

  save(name: string, text: string): void {
    writeFileSync(this.at(name), text);
  }

  range(name: string, part: string): Range {
    const document = this.#open.get(name)!;
    const at = document.getText().indexOf(part);
    if (at < 0) throw new RangeError(`${name} does not hold ${part}`);
    return { start: document.positionAt(at), end: document.positionAt(at + part.length) };
  }

  /** A request's file and the place in it that `<|>` marks in a piece of its text: `exit north <|>to`. */
  spot(name: string, marked: string): { readonly textDocument: { readonly uri: string }; readonly position: Position } {
    const document = this.#open.get(name)!;
    const mark = marked.indexOf("<|>");
    const at = document.getText().indexOf(marked.replace("<|>", ""));
    if (mark < 0 || at < 0) throw new RangeError(`${name} does not hold ${marked}`);
    return { textDocument: { uri: this.uri(name) }, position: document.positionAt(at + mark) };
  }

  /** `1:7 LORE101 There is nothing called …`, in the order of the file. */
  findings(name: string): string[] {
    return (this.#found.get(this.at(name)) ?? []).map(
      ({ range, code, message }) => `${range.start.line + 1}:${range.start.character + 1} ${code} ${String(message).split("\n")[0]}`,
    );
  }

  diagnostics(name: string): readonly Diagnostic[] {
    return this.#found.get(this.at(name)) ?? [];
  }

  /** Waits until the findings of a file are so. */
  async until(name: string, isSo: (findings: readonly string[]) => boolean): Promise<readonly string[]> {
    await untilSo(`findings of ${name}`, () => isSo(this.findings(name)));
    return this.findings(name);
  }
}
