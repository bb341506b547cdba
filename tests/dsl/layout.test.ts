// An edit of a file that somebody laid out by hand leaves the rest of it as it is.

import { expect, test } from "vitest";
import { canonical, type Edited, keepLayout, removePart, retitle, typeInto } from "../../dsl/index.ts";

const FILE = `-- The quay, by hand.
room   quay "Quay"     -- wide
  desc:   "Ropes."
  -- The bell hangs here.
  thing bell "brass bell" is fixture
      desc: "Shiny."   -- never dull
      on use:   say "Ding."; end
  end
  exit north   to hill
end

-- Up there.
room hill "Hill"
  desc: "Grass."; exit south to quay
end
`;

function edited(edit: (pack: { id: string; text: string }) => Edited | undefined, original = FILE): string {
  const before = canonical({ id: "isle", text: original }) as { text: string };
  const after = edit({ id: "isle", text: before.text }) as { text: string };
  expect(after.text).toBeDefined();
  const made = keepLayout("isle", original, { before: before.text, after: after.text });
  expect(canonical({ id: "isle", text: made })).toMatchObject({ text: after.text });
  return made;
}

const typed = (lore: string) => (pack: { id: string; text: string }) => typeInto(pack, lore, new Map());

test("a member takes the place of the one that was there, and of nothing else", () => {
  expect(edited(typed('extend bell: desc: "Dull."'))).toBe(FILE.replace('"Shiny."', '"Dull."'));
  expect(edited(typed('extend quay: desc: "Nets."'))).toBe(FILE.replace('desc:   "Ropes."', 'desc: "Nets."'));
});

test("what is new stands behind the last one of its kind, and what goes takes its line with it", () => {
  expect(edited(typed("extend quay: exit east to hill"))).toBe(
    FILE.replace("  exit north   to hill\n", "  exit north   to hill\n\n  exit east to hill\n"),
  );
  expect(edited((pack) => removePart(pack, "quay", "north"))).toBe(FILE.replace("  exit north   to hill\n", ""));
});

test("another title stands where the old one stood", () => {
  expect(edited((pack) => retitle(pack, "bell", '"iron bell"'))).toBe(FILE.replace('"brass bell"', '"iron bell"'));
});

test("a file in canonical form stays in it", () => {
  const { text } = canonical({ id: "isle", text: FILE }) as { text: string };
  const made = edited(typed('extend bell: replace on use: say "Dong."'), text);
  expect(made).toBe(text.replace("Ding", "Dong"));
});

test("where nothing smaller will do the whole is written anew, and no comment is lost", () => {
  const made = edited(typed('thing rope "rope": desc: "Old."'));
  for (const comment of ["-- The quay, by hand.", "-- wide", "-- The bell hangs here.", "-- never dull", "-- Up there."])
    expect(made).toContain(comment);
});
