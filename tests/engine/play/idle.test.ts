import { expect, it } from "vitest";
import { IDLE_MS, Idle } from "../../../engine/play/idle.ts";

it("a silence is due once, ten minutes after the last line", () => {
  const idle = new Idle();
  idle.typed(1, 0);
  idle.typed(2, 1_000);
  expect(idle.nextDueMs()).toBe(IDLE_MS);
  expect(idle.due(IDLE_MS - 1)).toEqual([]);
  expect(idle.due(IDLE_MS)).toEqual([1]);
  expect(idle.due(IDLE_MS)).toEqual([]);
  expect(idle.nextDueMs()).toBe(IDLE_MS + 1_000);
});

it("who types again begins a new silence, and who leaves has none", () => {
  const idle = new Idle();
  idle.typed(1, 0);
  idle.typed(2, 0);
  idle.typed(1, 5_000);
  expect(idle.due(IDLE_MS)).toEqual([2]);
  idle.left(1);
  expect(idle.nextDueMs()).toBe(Number.POSITIVE_INFINITY);
});
