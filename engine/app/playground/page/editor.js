// The editor: CodeMirror with Lore's colors, and the real checker behind squiggles, fixes, completion and hover.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { ask } from "./ask.js";
import { loreColors, loreIndent, loreLanguage } from "./lore-language.js";
import { showMarkdown } from "./markdown.js";
import { setSizes, sizes } from "./sizes.js";
import { theme } from "./theme.js";

/**
 * @typedef {{ from: number, to: number, line: number, column: number, severity: "error" | "warning" | "lint", code: string, message: string, hint?: string, fix?: { title: string, from: number, to: number, text: string } }} Finding
 * @typedef {object} EditorParts
 * @property {HTMLElement} parent
 * @property {string} text
 * @property {import("./lore-language.js").ColorWords} words
 * @property {{ increase: string, decrease: string }} indent
 * @property {() => string} visit
 * @property {(findings: Finding[], text: string) => void} checked The checker has spoken of this text.
 * @property {(error: unknown) => void} failed
 * @property {import("@codemirror/view").KeyBinding[]} keys
 */

/** After the last keystroke. */
const REST_MS = 200;

const SEVERITIES = /** @type {const} */ ({ error: "error", warning: "warning", lint: "info" });

/** @param {EditorParts} parts */
export function makeEditor({ parent, text, words, indent, visit, checked, failed, keys }) {
  /** @param {import("@codemirror/view").EditorView} view */
  async function findIn(view) {
    const text = view.state.doc.toString();
    try {
      const found = await ask("check", { visit: visit(), text });
      // What is known of an older text is not shown upon a newer one.
      if (view.state.doc.toString() !== text) return [];
      view.dispatch({ effects: setSizes.of(found.sizes) });
      checked(found.findings, text);
      return found.findings.map(shown);
    } catch (error) {
      failed(error);
      return [];
    }
  }

  /** @param {import("@codemirror/autocomplete").CompletionContext} context */
  async function completions(context) {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*$/u);
    if (word === null && !context.explicit && !context.matchBefore(/[.{<]$|: $/)) return null;
    const found = await ask("complete", { visit: visit(), text: context.state.doc.toString(), offset: context.pos }).catch(() => []);
    const options = found.map((/** @type {any} */ { label, detail, doc, insert }, /** @type {number} */ i) => ({
      ...{ label, detail, apply: insert ?? label },
      ...(doc === undefined ? {} : { info: doc }),
      // Nearer ones first, as they come.
      boost: -Math.min(i, 99),
    }));
    return { from: word?.from ?? context.pos, options, validFor: /^[\p{L}\p{N}_]*$/u };
  }

  const hover = hoverTooltip(async (view, offset) => {
    const found = await ask("hover", { visit: visit(), text: view.state.doc.toString(), offset }).catch(() => null);
    if (found === null) return null;
    return { pos: found.from, end: found.to, create: () => ({ dom: boxed(showMarkdown(found.markdown)) }) };
  });

  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(document.querySelector('meta[name="nonce"]')?.getAttribute("content") ?? ""),
        EditorView.contentAttributes.of({ "aria-label": "Lore", spellcheck: "false", autocapitalize: "off" }),
        [lineNumbers(), history(), drawSelection(), highlightActiveLine(), EditorView.lineWrapping],
        [indentUnit.of("  "), loreIndent(indent), indentOnInput(), bracketMatching(), closeBrackets()],
        [loreLanguage(words), loreColors, theme],
        [linter(findIn, { delay: REST_MS }), lintGutter(), sizes, hover, autocompletion({ override: [completions] })],
        keymap.of([...keys, ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    }),
  });
}

/** @param {Finding} finding @returns {import("@codemirror/lint").Diagnostic} */
function shown(finding) {
  const { from, to, severity, code, message, fix } = finding;
  return {
    ...{ from, to, severity: SEVERITIES[severity], message: `${code}: ${message}` },
    renderMessage: () => explained(finding),
    actions: fix === undefined ? [] : [{ name: fix.title, apply: (view) => follow(view, fix) }],
  };
}

/** @param {import("@codemirror/view").EditorView} view @param {NonNullable<Finding["fix"]>} fix */
export function follow(view, { from, to, text }) {
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.fix" });
  view.focus();
}

/** A finding in words, with the way to its page. @param {Finding} finding */
export function explained({ code, message, hint }) {
  const shown = document.createElement("span");
  shown.append(`${message} `);
  if (hint !== undefined) {
    const small = shown.appendChild(document.createElement("span"));
    small.className = "hint";
    small.append(hint, " ");
  }
  const link = shown.appendChild(document.createElement("a"));
  link.href = `/errors#${code.toLowerCase()}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = code;
  return shown;
}

/** @param {HTMLElement} dom */
function boxed(dom) {
  dom.className = "cm-hover";
  return dom;
}
