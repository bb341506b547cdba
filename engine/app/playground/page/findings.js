// The list below the editor: every finding with its place, its fix and the way to its page.

import { explained } from "./editor.js";

/** @typedef {import("./editor.js").Finding} Finding */

/**
 * @param {HTMLElement} section
 * @param {Finding[]} findings
 * @param {{ goTo: (offset: number) => void, fix: (finding: Finding) => void }} does
 */
export function showFindings(section, findings, { goTo, fix }) {
  const [head, list] = /** @type {[HTMLElement, HTMLElement]} */ ([section.querySelector("p"), section.querySelector("ol")]);
  head.textContent = findings.length === 0 ? "Nothing found." : "";
  head.hidden = findings.length > 0;
  list.replaceChildren(
    ...findings.map((finding) => {
      const item = document.createElement("li");
      const place = item.appendChild(button(`${finding.line}:${finding.column}`, () => goTo(finding.from)));
      place.className = "place";
      place.title = "Go there";
      const severity = item.appendChild(document.createElement("strong"));
      severity.className = finding.severity;
      severity.textContent = finding.severity;
      item.append(explained(finding));
      if (finding.fix !== undefined) item.append(button(finding.fix.title.replaceAll("`", ""), () => fix(finding)));
      return item;
    }),
  );
}

/** @param {string} label @param {() => void} press */
export function button(label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}
