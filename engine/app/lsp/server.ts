// The language server: what it can do, and which part answers what. It reads files and writes none: every change is the editor's.

import {
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  type Position,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { describeError } from "../describe-error.ts";
import { Board, findingsOf } from "./findings.ts";
import { definition, prepareRename, references, renameAt } from "./navigation.ts";
import { completion, fixes, folds, formatted, hover, outline, sizes } from "./page.ts";
import { pathOf } from "./uris.ts";
import { type FileView, folderOf, Workspace } from "./workspace.ts";

/** After this long without a keystroke faulty files are read whole. */
const REST_MS = 300;

export function serveEditor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(input), new StreamMessageWriter(output));
  const server = new LanguageServer(connection);
  server.listen();
}

class LanguageServer {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #workspace = new Workspace();
  readonly #board: Board;
  #isDue = false;
  #rest: NodeJS.Timeout | undefined;
  #watches = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#board = new Board((uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics }));
  }

  listen(): void {
    this.#connection.onInitialize(({ capabilities }) => {
      this.#watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
      return ABILITIES;
    });
    this.#connection.onInitialized(() => void this.#watch());
    this.#followDocuments();
    this.#answerPages();
    this.#answerPlaces();
    this.#documents.listen(this.#connection);
    this.#connection.listen();
  }

  async #watch(): Promise<void> {
    const watchers = ["**/*.lore", "**/pack.toml"].map((globPattern) => ({ globPattern }));
    if (this.#watches) await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  #followDocuments(): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const path = pathOf(document.uri);
      if (path === undefined) return;
      this.#workspace.change(path, document.getText());
      this.#checkSoon();
    });
    this.#documents.onDidClose(({ document }) => {
      const path = pathOf(document.uri);
      if (path !== undefined) this.#workspace.close(path);
      this.#checkSoon();
    });
    this.#documents.onDidSave(({ document }) => this.#changedOnDisk([document.uri]));
    this.#connection.onDidChangeWatchedFiles(({ changes }) => this.#changedOnDisk(changes.map(({ uri }) => uri)));
  }

  #changedOnDisk(uris: readonly string[]): void {
    this.#workspace.rescan(uris.flatMap((uri) => pathOf(uri) ?? []));
    this.#checkSoon();
  }

  #answerPages(): void {
    const connection = this.#connection;
    connection.onHover(({ textDocument, position }) => this.#about(textDocument, (view) => hover(this.#workspace, view, position)));
    connection.onCompletion(({ textDocument, position }) =>
      this.#about(textDocument, (view) => completion(this.#workspace, view, position)),
    );
    connection.onDocumentSymbol(({ textDocument }) => this.#about(textDocument, outline));
    connection.onFoldingRanges(({ textDocument }) => this.#about(textDocument, folds));
    connection.onCodeAction(({ textDocument, range }) => this.#about(textDocument, (view) => fixes(view, range)));
    connection.languages.inlayHint.on(({ textDocument, range }) => this.#about(textDocument, (view) => sizes(view, range)));
    // Form needs no pack: what is on no disk yet has one too.
    connection.onDocumentFormatting(({ textDocument }) => {
      const document = this.#documents.get(textDocument.uri);
      return document === undefined ? null : formatted(textDocument.uri, document.getText());
    });
  }

  #answerPlaces(): void {
    const connection = this.#connection;
    const at = <T>({ textDocument, position }: Spot, find: (view: FileView, position: Position) => T) =>
      this.#about(textDocument, (view) => find(view, position));
    connection.onDefinition((spot) => at(spot, (view, position) => definition(this.#workspace, view, position)));
    connection.onReferences((spot) =>
      at(spot, (view, position) => references(this.#workspace, view, position, spot.context.includeDeclaration)),
    );
    connection.onPrepareRename((spot) => at(spot, (view, position) => prepareRename(this.#workspace, view, position)));
    connection.onRenameRequest((spot) => at(spot, (view, position) => renameAt(this.#workspace, view, position, spot.newName)));
  }

  #about<T>({ uri }: { readonly uri: string }, answer: (view: FileView) => T): T | null {
    const path = pathOf(uri);
    const view = path === undefined ? undefined : this.#workspace.file(path);
    return view === undefined ? null : answer(view);
  }

  /** Several changes that come together are checked once. */
  #checkSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#check(true), REST_MS);
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#check(false);
    });
  }

  #check(settle: boolean): void {
    try {
      const folders = new Set(this.#workspace.openPaths.map(folderOf));
      const found = [...folders].flatMap((folder) => [...findingsOf(this.#workspace.pack(folder, settle))]);
      this.#board.show(new Map(found));
    } catch (error) {
      // The edge: the editor's log tells it, and the next change is checked as ever.
      this.#connection.console.error(describeError(error));
    }
  }
}

interface Spot {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

const ABILITIES: InitializeResult = {
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [".", "{", ":", " ", "<", '"'] },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    codeActionProvider: { codeActionKinds: ["quickfix"] },
    inlayHintProvider: true,
  },
  serverInfo: { name: "lore" },
};
