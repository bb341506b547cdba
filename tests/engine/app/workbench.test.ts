// The compiler inside of a world that somebody watches.

import { expect, test } from "vitest";
import { Bench } from "../../../engine/app/workbench.ts";

test("whoever watches the world is told that its setting up takes time, and that it is over; once", () => {
  const told: string[] = [];
  const bench = new Bench([], { saving: () => told.push("begun"), rest: () => told.push("over") });
  bench.warm();
  expect(told).toEqual(["begun", "over"]);
  bench.warm();
  expect(told).toHaveLength(2);
});
