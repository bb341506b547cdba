// The page behind the code of a finding: every code with what it means, wrong and right, from the language's own table.

import { CODES } from "../../../dsl/index.ts";

export function errorsPage(): string {
  const sections = Object.entries(CODES)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, { title, severity, about, wrong, right }]) => `<section id="${code.toLowerCase()}">
<h2>${code}: ${marked(title)} <small>${severity}</small></h2>
<p>${marked(about)}</p>
<p>Wrong:</p><pre>${escaped(wrong.trimEnd())}</pre>
<p>Right:</p><pre>${escaped(right.trimEnd())}</pre>
</section>`,
    );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lore: errors and lints</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/errors.css">
<h1>Errors and lints</h1>
<p>An <em>error</em> keeps a text from being played; a <em>lint</em> is advice.</p>
${sections.join("\n")}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Words of Lore stand between backquotes. */
function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}
