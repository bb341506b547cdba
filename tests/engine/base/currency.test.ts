import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Coin, type Currency, formatLongMoney, formatMoney, readMoney, widestMoney } from "../../../engine/base/currency.ts";

const GOLD: Currency = {
  ...{ one: "copper", many: "coppers" },
  tiers: [
    { one: "gold", many: "gold", symbol: "g", worth: 100 },
    { one: "silver", many: "silver", symbol: "s", worth: 10 },
    { one: "copper", many: "coppers", symbol: "c", worth: 1 },
  ],
};
const DOLLAR: Currency = { one: "dollar", many: "dollars", decimal: { symbol: "$", places: 2, after: false } };
const CROWN: Currency = { one: "crown", many: "crowns", decimal: { symbol: "kr", places: 1, after: true } };
const PENNY: Currency = { one: "silver penny", many: "silver pence" };

describe("a sum is written short", () => {
  const WRITTEN: readonly (readonly [Currency, number, string, string])[] = [
    [GOLD, 1240, "12g 4s", "12 gold 4 silver"],
    [GOLD, 0, "0c", "0 coppers"],
    [GOLD, -101, "-1g 1c", "-1 gold 1 copper"],
    [DOLLAR, 1050, "$10.50", "10.50 dollars"],
    [DOLLAR, 1000, "$10", "10 dollars"],
    [DOLLAR, 100, "$1", "1 dollar"],
    [DOLLAR, -5, "-$0.05", "-0.05 dollars"],
    [CROWN, 105, "10.5 kr", "10.5 crowns"],
    [PENNY, 1, "1 silver penny", "1 silver penny"],
    [PENNY, 2, "2 silver pence", "2 silver pence"],
  ];
  test.each(WRITTEN)("%#: %o", (currency, sum, short, long) => {
    expect([formatMoney(sum, currency), formatLongMoney(sum, currency)]).toEqual([short, long]);
  });
});

describe("a sum is read as people type it", () => {
  const TYPED: readonly (readonly [Currency, string, number | undefined])[] = [
    [GOLD, "12g 4s", 1240],
    [GOLD, "12g4s", 1240],
    [GOLD, "4S 12G", 1240],
    [GOLD, "12 gold and 4 silver", 1240],
    [GOLD, "10 gold", 1000],
    [GOLD, "1.5g", 150],
    [GOLD, "7", 7],
    [GOLD, "1.25s", undefined],
    [GOLD, "12g 4", undefined],
    [GOLD, "3g 2g", undefined],
    [GOLD, "3 crowns", undefined],
    [GOLD, "9007199254740992g", undefined],
    [DOLLAR, "12.5", 1250],
    [DOLLAR, "12,50", 1250],
    [DOLLAR, "$10.50", 1050],
    [DOLLAR, "$ 3", 300],
    [DOLLAR, "10 dollars", 1000],
    [DOLLAR, "1.234", undefined],
    [DOLLAR, "1,000,000", undefined],
    [DOLLAR, "-5", undefined],
    [CROWN, "10.5kr", 105],
    [PENNY, "3 pence", 3],
    [PENNY, "3 silver pence", 3],
    [PENNY, "3", 3],
    [PENNY, "0.5", undefined],
    [PENNY, "", undefined],
    [PENNY, "pence", undefined],
    [PENNY, "3 to", undefined],
  ];
  test.each(TYPED)("%#: %o %s", (currency, typed, sum) => {
    expect(readMoney(typed, currency)).toBe(sum);
  });
});

const letters = fc.stringMatching(/^[a-z]{2,8}$/);

const tiered: fc.Arbitrary<Currency> = fc
  .record({
    ratios: fc.array(fc.integer({ min: 2, max: 100 }), { minLength: 1, maxLength: 3 }),
    names: fc.uniqueArray(letters, { minLength: 4, maxLength: 4, selector: (name) => name[0] }),
    hasSymbols: fc.boolean(),
  })
  .map(({ ratios, names, hasSymbols }) => {
    let worth = 1;
    const tiers: Coin[] = [1, ...ratios].map((ratio, i) => {
      worth *= ratio;
      return { one: names[i]!, many: `${names[i]!}!`, symbol: hasSymbols ? names[i]![0]! : "", worth };
    });
    return { one: tiers[0]!.one, many: tiers[0]!.many, tiers: tiers.reverse() };
  });

const decimal: fc.Arbitrary<Currency> = fc
  .record({ symbol: fc.constantFrom("$", "cr", "¤", "kr", "£"), places: fc.integer({ min: 0, max: 4 }), after: fc.boolean(), one: letters })
  .map(({ one, ...rest }) => ({ one, many: `${one}s`, decimal: rest }));

const words: fc.Arbitrary<Currency> = letters.map((one) => ({ one, many: `${one}s` }));

const currencies = fc.oneof(tiered, decimal, words);

test("what is written is read as the same sum, short and long, in any currency", () => {
  fc.assert(
    fc.property(currencies, fc.nat({ max: 2 ** 45 }), (currency, sum) => {
      expect(readMoney(formatMoney(sum, currency), currency)).toBe(sum);
      expect(readMoney(formatLongMoney(sum, currency), currency)).toBe(sum);
      expect(readMoney(formatMoney(sum, currency).toUpperCase().replaceAll(" ", "  "), currency)).toBe(sum);
    }),
    { numRuns: 500 },
  );
});

test("no text makes the reader throw or give anything but a safe whole sum", () => {
  fc.assert(
    fc.property(currencies, fc.string({ unit: "binary", maxLength: 30 }), (currency, typed) => {
      const sum = readMoney(typed, currency);
      expect(sum === undefined || (Number.isSafeInteger(sum) && sum >= 0)).toBe(true);
    }),
  );
});

test("no sum up to a hundred million takes more bytes than the widest", () => {
  fc.assert(
    fc.property(currencies, fc.integer({ min: -99_999_999, max: 99_999_999 }), (currency, sum) => {
      const widest = widestMoney(currency);
      expect(Buffer.byteLength(formatMoney(sum, currency))).toBeLessThanOrEqual(widest.short);
      expect(Buffer.byteLength(formatLongMoney(sum, currency))).toBeLessThanOrEqual(widest.long);
    }),
    { numRuns: 500 },
  );
});
