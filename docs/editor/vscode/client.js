// Starts the language server of the checkout that is open, and connects it with the editor. All that is Lore is in the server.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const [command, ...args] = vscode.workspace.getConfiguration("lore").get("command");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const server = { command, args, options: { ...(folder !== undefined && { cwd: folder }), shell: process.platform === "win32" } };
  const documentSelector = [{ language: "lore" }, { scheme: "file", pattern: "**/pack.toml" }];
  client = new LanguageClient("lore", "Lore", server, { documentSelector });
  await client.start();
};

exports.deactivate = () => client?.stop();
