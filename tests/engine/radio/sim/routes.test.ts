import { describe, expect, test } from "vitest";
import { ROUTE_FAILURES, ROUTE_TTL_MS, ROUTES_WATCHED, Routes } from "../../../../engine/radio/sim/routes.ts";

const HERE = 7;
const BY = 3;

describe("a way that was learned", () => {
  test("is trusted for half an hour, and so long again after each ACK", () => {
    const routes = new Routes();
    routes.learn(HERE, BY, 0);
    expect(routes.hopTo(HERE, ROUTE_TTL_MS - 1)).toBe(BY);
    routes.confirm(HERE, ROUTE_TTL_MS - 1);
    expect(routes.hopTo(HERE, ROUTE_TTL_MS + 1)).toBe(BY);
    expect(routes.hopTo(HERE, 2 * ROUTE_TTL_MS)).toBeNull();
  });

  test("is given up when it fails, and not taught for ever by the way back", () => {
    const routes = new Routes();
    for (let i = 0; i < ROUTE_FAILURES; i++) {
      routes.learn(HERE, BY, i);
      expect(routes.hopTo(HERE, i)).toBe(BY);
      routes.fail(HERE);
      expect(routes.hopTo(HERE, i)).toBeNull();
    }
    routes.learn(HERE, BY, 10);
    expect(routes.hopTo(HERE, 10)).toBeNull();
    routes.learn(HERE, BY, 11);
    expect(routes.hopTo(HERE, 11)).toBe(BY);
  });

  test("has a clean slate by another hop, or once an ACK has come", () => {
    const routes = new Routes();
    for (const confirmed of [true, false]) {
      for (let i = 0; i < ROUTE_FAILURES; i++) {
        routes.learn(HERE, BY, 0);
        routes.fail(HERE);
      }
      routes.learn(HERE, confirmed ? BY : BY + 1, 0);
      if (confirmed) routes.confirm(HERE, 0);
      expect(routes.hopTo(HERE, 1)).toBe(confirmed ? BY : BY + 1);
    }
  });

  test("is trusted without end once more are known than are watched", () => {
    const routes = new Routes();
    for (let node = 1; node <= ROUTES_WATCHED + 1; node++) routes.learn(node, BY, node);
    expect(routes.hopTo(1, 9 * ROUTE_TTL_MS)).toBe(BY);
    expect(routes.hopTo(2, 9 * ROUTE_TTL_MS)).toBeNull();
  });
});
