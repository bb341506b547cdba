// Bytes behind each text that a player reads, as the checker counts them.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

class Size extends WidgetType {
  /** @param {string} label */
  constructor(label) {
    super();
    this.label = label;
  }

  /** @override @param {Size} other */
  eq(other) {
    return other.label === this.label;
  }

  /** @override */
  toDOM() {
    const shown = document.createElement("span");
    shown.className = "cm-size";
    shown.textContent = this.label;
    shown.title = "A frame holds 200 bytes of UTF-8; ≤ counts slots at their widest.";
    return shown;
  }
}

/** @type {import("@codemirror/state").StateEffectType<{ at: number, label: string }[]>} */
export const setSizes = StateEffect.define();

export const sizes = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setSizes))
        next = Decoration.set(
          effect.value
            .filter(({ at }) => at <= transaction.newDoc.length)
            .map(({ at, label }) => Decoration.widget({ widget: new Size(label), side: 1 }).range(at)),
          true,
        );
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
