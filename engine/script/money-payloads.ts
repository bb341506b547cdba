// Where sums of money rest outside of properties and rows: in blocks left for later, questions, menus and mandates.

import type { Wire } from "../../dsl/wire.ts";
import { type ChangeSum, mapMoney } from "../world/money-wires.ts";
import { changeMandate } from "./host/mandates.ts";
import type { AskPayload, Resume } from "./jobs.ts";
import { changeMenu } from "./talk-state.ts";

/** The payload of a timer or a prompt. */
export function changePayload(payload: string, change: ChangeSum): string {
  if (payload === "") return payload;
  const job = JSON.parse(payload) as Resume & Partial<AskPayload>;
  const all = (wires: readonly Wire[]): Wire[] => wires.map((wire) => mapMoney(wire, change));
  return JSON.stringify({ ...job, captures: all(job.captures), ...(job.items !== undefined && { items: all(job.items) }) });
}

/** A named value of the world's data; what holds no money is given back as it is. */
export function changeData(space: string, key: string, value: string, change: ChangeSum): string {
  return changeMandate(space, key, value, change) ?? changeMenu(space, value, change) ?? value;
}
