// The little Markdown that hovers are written in: paragraphs, lists, fences, code and emphasis. All of it goes in as text, none as HTML.

/** @param {string} source @returns {HTMLElement} */
export function showMarkdown(source) {
  const shown = document.createElement("div");
  /** @type {HTMLElement | null} */
  let list = null;
  for (const [, fence, line] of source.matchAll(/```\w*\n([\s\S]*?)\n```|^(.+)$/gm)) {
    if (fence !== undefined) {
      list = null;
      const block = shown.appendChild(document.createElement("pre"));
      block.textContent = fence;
    } else if (line?.startsWith("- ")) {
      list ??= shown.appendChild(document.createElement("ul"));
      inline(list.appendChild(document.createElement("li")), line.slice(2));
    } else {
      list = null;
      inline(shown.appendChild(document.createElement("p")), line ?? "");
    }
  }
  return shown;
}

/** @param {HTMLElement} into @param {string} text */
function inline(into, text) {
  for (const [, code, stressed, plain] of text.matchAll(/`([^`]+)`|\*([^*]+)\*|([^`*]+|.)/g)) {
    if (code !== undefined) into.appendChild(document.createElement("code")).textContent = code;
    else if (stressed !== undefined) into.appendChild(document.createElement("em")).textContent = stressed;
    else into.append(plain ?? "");
  }
}
