// What is tried when an event of a thing is named: which scripts, and with what arguments.

import { TAG, type Wire } from "../../dsl/wire.ts";
import type { Definition, Trigger } from "../world/definition.ts";
import { EVENTS } from "./tables/events.ts";

/** `poke` means what is asked before it too, as in play. */
export function triggersFor(definition: Definition, meant: string): readonly Trigger[] {
  if (meant === "every") return definition.everies;
  const [first, second] = meant.split(" ");
  if (second !== undefined) return first === "on" || first === "before" ? definition.triggers(first, second) : [];
  return [...definition.triggers("before", meant), ...definition.triggers("on", meant)];
}

/** What was said goes where the event has its text; who gives or takes what is not there stays nothing. */
export function argsFor(event: string, words: string): readonly Wire[] {
  const params = EVENTS.find(({ name }) => name === event)?.params ?? [];
  return params.map(({ type }) => (type.t === "text" ? `${TAG.text}${words}` : null));
}
