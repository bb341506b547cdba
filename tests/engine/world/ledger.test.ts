import { describe, expect, it } from "vitest";
import { asPurseId, type PurseId, TREASURY } from "../../../engine/base/ids.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { balanceOf, burn, mint, pay } from "../../../engine/world/ledger.ts";
import { destroyEntity } from "../../../engine/world/moves.ts";
import { openHarbor } from "../../support/harbor.ts";

const purse = (entity: Entity): PurseId => asPurseId(entity.id);

const START = { treasury: "world", memo: "start" };

describe("money", () => {
  it("moves whole between purses, and the treasury answers for all of it", () => {
    const h = openHarbor();
    expect(mint(h.world, { ...START, account: purse(h.ann), amount: 20 })).toEqual({ ok: true });
    expect(pay(h.world, { from: purse(h.ann), to: purse(h.at("mira")), amount: 12, memo: "bread" })).toEqual({ ok: true });
    expect([h.ann, h.at("mira")].map((one) => balanceOf(h.world, purse(one)))).toEqual([8, 12]);
    expect(burn(h.world, { ...START, account: purse(h.ann), amount: 8 })).toEqual({ ok: true });
    expect(balanceOf(h.world, TREASURY)).toBe(-12);
  });

  it("is refused where there is too little, no purse, or no sum", () => {
    const h = openHarbor();
    mint(h.world, { ...START, account: purse(h.ann), amount: 5 });
    const give = (amount: number, to = purse(h.bob)) => pay(h.world, { from: purse(h.ann), to, amount, memo: "gift" });
    expect(give(6)).toEqual({ refused: "too poor" });
    expect(give(1, purse(h.at("fountain")))).toEqual({ refused: "no such account" });
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 53]) expect(give(amount)).toEqual({ refused: "not a whole number" });
    expect(balanceOf(h.world, purse(h.ann))).toBe(5);
  });

  it("is paid once for one key, also after a restart", () => {
    const h = openHarbor();
    mint(h.world, { ...START, account: purse(h.ann), amount: 9 });
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
    mint(h.world, { ...START, account: purse(h.ann), amount: 9 });
    h.world.journal.undo(mark);
    expect([balanceOf(h.world, purse(h.ann)), balanceOf(h.world, TREASURY)]).toEqual([0, 0]);
  });

  it("goes to the treasury of lost money when its holder is destroyed", () => {
    const h = openHarbor();
    mint(h.world, { ...START, account: purse(h.at("mira")), amount: 9 });
    const mira = h.at("mira");
    destroyEntity(h.world, mira);
    h.turn();
    expect(h.store.ledger.treasuries().map(({ name, balance }) => [name, balance])).toEqual([
      ["world", -9],
      ["lost", 9],
    ]);
    expect(h.store.ledger.statement(purse(mira), 0, 1).rows).toMatchObject([{ reason: "closed", memo: `Mira ${mira.wire}` }]);
    // Its purse is not carried along for ever: only its history is.
    expect(h.world.purse(purse(mira))).toBeUndefined();
    expect(h.reload().purse(purse(mira))).toBeUndefined();
    expect(h.store.reconcile()).toEqual([]);
  });
});
