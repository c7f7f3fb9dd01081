// Starts `zusage lsp` for the YAML files of a workspace. Everything else is asked of the server.
const { env, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function spoken(setting) {
  if (setting !== "auto") return setting;
  return env.language.toLowerCase().startsWith("de") ? "de" : "en";
}

exports.activate = function activate() {
  const settings = workspace.getConfiguration("zusage");
  const args = ["--lang", spoken(settings.get("language")), "lsp"];
  const server = { command: settings.get("command"), args };
  const documents = { documentSelector: [{ scheme: "file", language: "yaml", pattern: "**/*.yml" }] };
  client = new LanguageClient("zusage", "Zusage", server, documents);
  return client.start();
};

exports.deactivate = function deactivate() {
  return client ? client.stop() : undefined;
};
