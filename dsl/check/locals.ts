// The local names in force: block scope, slot numbers, and which of them the bodies of `ask` and `after` take along.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";

export interface Local {
  readonly name: string;
  readonly slot: number;
  type: Type;
  /** `let xs = []`: its type comes with the first `add`. */
  open: boolean;
  /** `let total = 0`: a plain whole number may still turn out to be money. */
  readonly plainNumber: boolean;
}

interface Frame {
  /** Slots from here on belong to the body itself. */
  readonly base: number;
  readonly used: Map<number, Local>;
}

export class Locals {
  #scopes: Map<string, Local>[] = [new Map()];
  #frames: Frame[] = [];
  #next: number;
  readonly #slots: Map<ast.Name, number>;

  constructor(slots: Map<ast.Name, number>, first = 0) {
    this.#slots = slots;
    this.#next = first;
  }

  push(): void {
    this.#scopes.push(new Map());
  }

  pop(): void {
    this.#scopes.pop();
  }

  declare(name: ast.Name, type: Type, how: { open?: boolean; plainNumber?: boolean } = {}): Local {
    const local = this.declareWord(name.id, type, how);
    this.#slots.set(name, local.slot);
    return local;
  }

  /** For names without a node of their own, such as `why`. */
  declareWord(name: string, type: Type, how: { open?: boolean; plainNumber?: boolean } = {}): Local {
    const local: Local = { name, slot: this.#next++, type, open: how.open ?? false, plainNumber: how.plainNumber ?? false };
    this.#scopes[this.#scopes.length - 1]!.set(name, local);
    return local;
  }

  /** Another place that names the same local: a slot in a second pattern. */
  alias(name: ast.Name, local: Local): void {
    this.#slots.set(name, local.slot);
  }

  /** Finds a local without counting it as used. */
  peek(name: string): Local | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const local = this.#scopes[i]!.get(name);
      if (local !== undefined) return local;
    }
    return undefined;
  }

  use(name: string): Local | undefined {
    const local = this.peek(name);
    if (local !== undefined) {
      for (const frame of this.#frames) if (local.slot < frame.base) frame.used.set(local.slot, local);
    }
    return local;
  }

  names(): string[] {
    return this.#scopes.flatMap((scope) => [...scope.keys()]);
  }

  /** Runs `body` as code that is lifted out, and tells which locals of the surroundings it uses. */
  capture(body: () => void): { readonly name: string; readonly slot: number }[] {
    const frame: Frame = { base: this.#next, used: new Map() };
    this.#frames.push(frame);
    body();
    this.#frames.pop();
    return [...frame.used.values()].sort((a, b) => a.slot - b.slot).map(({ name, slot }) => ({ name, slot }));
  }
}
