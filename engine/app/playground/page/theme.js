// How the editor looks: all colors are the page's, so that light and dark follow the system.

import { EditorView } from "@codemirror/view";

export const theme = EditorView.theme({
  "&": { backgroundColor: "var(--pane)", color: "var(--ink)", fontSize: ".92rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", padding: ".6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--pane)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selected)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selected)" },
  ".cm-size": { color: "var(--quiet)", fontSize: ".75em", marginLeft: ".7em", fontFamily: "system-ui, sans-serif", whiteSpace: "nowrap" },
  ".cm-tooltip": { backgroundColor: "var(--ground)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionInfo": { maxWidth: "22rem" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-hover": { maxWidth: "32rem", maxHeight: "18rem", overflow: "auto", padding: ".3rem .7rem", fontSize: ".87rem" },
  ".cm-hover pre": { margin: ".3rem 0", fontFamily: "var(--mono)" },
  ".cm-hover p, .cm-hover ul": { margin: ".3rem 0" },
  ".cm-hover ul": { paddingLeft: "1.1rem" },
  ".cm-diagnostic": { padding: ".4rem .7rem", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--lint)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--on-accent)", padding: ".15rem .5rem", borderRadius: "4px" },
});
