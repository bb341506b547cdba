import { describe, expect, it } from "vitest";
import { asPurseId, type PurseId, TREASURY } from "../../../engine/base/ids.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { balanceOf, burn, mint, pay } from "../../../engine/world/ledger.ts";
import { destroyEntity } from "../../../engine/world/moves.ts";
import { openHarbor } from "../../support/harbor.ts";

const purse = (entity: Entity): PurseId => asPurseId(entity.id);

describe("money", () => {
  it("moves whole between purses, and the treasury answers for all of it", () => {
    const h = openHarbor();
    expect(mint(h.world, purse(h.ann), 20, "start")).toEqual({ ok: true });
    expect(pay(h.world, { from: purse(h.ann), to: purse(h.at("mira")), amount: 12, memo: "bread" })).toEqual({ ok: true });
    expect([h.ann, h.at("mira")].map((one) => balanceOf(h.world, purse(one)))).toEqual([8, 12]);
    expect(burn(h.world, purse(h.ann), 8, "tax")).toEqual({ ok: true });
    expect(balanceOf(h.world, TREASURY)).toBe(-12);
  });

  it("is refused where there is too little, no purse, or no sum", () => {
    const h = openHarbor();
    mint(h.world, purse(h.ann), 5, "start");
    const give = (amount: number, to = purse(h.bob)) => pay(h.world, { from: purse(h.ann), to, amount, memo: "gift" });
    expect(give(6)).toEqual({ refused: "too poor" });
    expect(give(1, purse(h.at("fountain")))).toEqual({ refused: "no such account" });
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 53]) expect(give(amount)).toEqual({ refused: "not a whole number" });
    expect(balanceOf(h.world, purse(h.ann))).toBe(5);
  });

  it("is paid once for one key, also after a restart", () => {
    const h = openHarbor();
    mint(h.world, purse(h.ann), 9, "start");
    const rent = { from: purse(h.ann), to: purse(h.bob), amount: 4, memo: "rent", key: "rent 2026-01" };
    pay(h.world, rent);
    expect(pay(h.world, rent)).toEqual({ ok: true });
    h.turn();
    const again = h.reload();
    again.journal.open(3_000);
    expect(pay(again, rent)).toEqual({ ok: true });
    expect(balanceOf(again, purse(h.bob))).toBe(4);
  });

  it("comes back with its turn", () => {
    const h = openHarbor();
    const mark = h.world.journal.mark();
    mint(h.world, purse(h.ann), 9, "start");
    h.world.journal.undo(mark);
    expect([balanceOf(h.world, purse(h.ann)), balanceOf(h.world, TREASURY)]).toEqual([0, 0]);
  });

  it("goes to the treasury when its holder is destroyed", () => {
    const h = openHarbor();
    mint(h.world, purse(h.at("mira")), 9, "start");
    const mira = h.at("mira");
    destroyEntity(h.world, mira);
    h.turn();
    expect([balanceOf(h.world, purse(mira)), balanceOf(h.world, TREASURY)]).toEqual([0, 0]);
    expect(h.store.reconcile()).toEqual([]);
  });
});
