// Radios of players, and who is kept out. What a code is, and how well a radio is heard, is the mesh's own to say: a script only asks for it.

import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId } from "../../base/ids.ts";
import { foldName } from "../../base/names.ts";
import type { Entity } from "../../world/entity.ts";
import { type Ban, bansNow, dropBan, dropRadio, nodeName, nodeNumber, putBan, radiosOf } from "../../world/radios.ts";
import { DURATION, entity, list, NOTHING, NUMBER, TEXT } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { durationOf, isPlayer, needEntity, stringOf } from "./args.ts";
import type { HostFunction, SessionRequest, Turn } from "./record.ts";

const PLAYER = { name: "player", type: entity("player") };
const WHO = { name: "who", type: TEXT };

export const RADIO: readonly HostFunction[] = [
  asking("radio_code", "radio code", "Tells a player, when this command is done, a code that adds one more radio; no script sees it."),
  asking("radio_status", "radio status", "Tells a player, when this command is done, how well their radio is heard."),
  {
    name: "radio_code_for",
    doc: "Tells the actor, when this command is done, a code that makes a radio this player's: for who has no way in left. The audit names both.",
    params: [PLAYER],
    result: NOTHING,
    capability: "let in",
    cost: 10,
    run: (turn, [player = null]) => {
      const whom = needEntity(turn, player, "who is to be let in");
      if (typeof whom === "string") return whom;
      turn.request(turn.actor, "radio code", whom.wire);
      return null;
    },
  },
  {
    name: "radios",
    doc: "The names of a player's radios, oldest first.",
    params: [PLAYER],
    result: list(TEXT),
    needs: [{ capability: "read accounts", when: "the player is another" }],
    cost: 20,
    run: (turn, [player = null]) => {
      const who = theirs(turn, player);
      return typeof who === "string" ? who : listWire(radiosOf(turn.world, who.id).map(shownRadio));
    },
  },
  {
    name: "unlink_radio",
    doc: "Takes one of a consenting player's radios away, by its place in `radios`; the last only from who has a password.",
    params: [PLAYER, { name: "n", type: NUMBER }],
    result: TEXT,
    refuses: true,
    cost: 20,
    run: (turn, [player = null, n = null]) => runUnlink(turn, player, n),
  },
  {
    name: "ban",
    doc: "Keeps a node (`!0a0b0c0d`) or a player, with all their radios, out of the mesh, for a time or for good.",
    params: [
      WHO,
      { name: "span", label: "for", type: DURATION, optional: true },
      { name: "why", label: "because", type: TEXT, optional: true },
    ],
    result: TEXT,
    refuses: true,
    capability: "ban",
    cost: 20,
    run: (turn, [who = null, span = null, why = null]) => runBan(turn, { who, span, why }),
  },
  {
    name: "unban",
    doc: "Lifts a ban.",
    params: [WHO],
    result: TEXT,
    refuses: true,
    capability: "ban",
    cost: 20,
    run: (turn, [who = null]) => runUnban(turn, who),
  },
  {
    name: "bans",
    doc: "Whom a ban keeps out now, each with its end and its reason.",
    params: [],
    result: list(TEXT),
    capability: "ban",
    cost: 20,
    run: (turn) => listWire(bansNow(turn.world, turn.nowMs).map((ban) => shownBan(turn, ban))),
  },
];

function asking(name: string, what: SessionRequest, doc: string): HostFunction {
  return {
    name,
    doc,
    params: [PLAYER],
    result: NOTHING,
    cost: 10,
    run: (turn, [player = null]) => {
      const who = consenting(turn, player);
      if (typeof who === "string") return who;
      turn.request(who.wire, what);
      return null;
    },
  };
}

function consenting(turn: Turn, wire: Wire): Entity | string {
  const player = needEntity(turn, wire, "whose radio is meant");
  if (typeof player === "string" || (isPlayer(player) && turn.consents(player.wire))) return player;
  return turn.fault("denied", "only at the player's own word, or inside ask … to allow") as string;
}

function theirs(turn: Turn, wire: Wire): Entity | string {
  const player = needEntity(turn, wire, "whose radios are meant");
  if (typeof player === "string" || turn.consents(player.wire) || turn.may("read accounts")) return player;
  return turn.denied("read accounts") as string;
}

function shownRadio({ name, node }: { readonly name: string; readonly node: number }): Wire {
  return `s${name === "" ? nodeName(node) : `${name} ${nodeName(node)}`}`;
}

function runUnlink(turn: Turn, wire: Wire, n: Wire): Wire {
  const player = consenting(turn, wire);
  if (typeof player === "string") return player;
  const all = radiosOf(turn.world, player.id);
  const radio = typeof n === "number" ? all[n - 1] : undefined;
  if (radio === undefined) return turn.refuse("stdlib.mesh.no_such_radio");
  // Who has neither radio nor password could never come in again.
  if (all.length === 1 && (turn.world.account(player.id)?.secret ?? "") === "") return turn.refuse("stdlib.mesh.last_radio");
  const spent = turn.effect();
  if (spent !== null) return spent;
  dropRadio(turn.world, radio.key);
  return shownRadio(radio);
}

interface BanArgs {
  readonly who: Wire;
  readonly span: Wire;
  readonly why: Wire;
}

/** How a ban is kept, from what was typed: a node's number or a player's name. */
function subject(turn: Turn, wire: Wire): { readonly key: string; readonly shown: string } | null {
  const typed = (stringOf(wire) ?? turn.render(wire, null)).trim();
  const account = turn.world.accountNamed(foldName(typed));
  if (account !== undefined) return { key: `player ${account.entity}`, shown: account.name };
  const node = nodeNumber(typed);
  return node === null ? null : { key: `node ${node}`, shown: nodeName(node) };
}

function runBan(turn: Turn, { who, span, why }: BanArgs): Wire {
  const found = subject(turn, who);
  if (found === null) return turn.refuse("stdlib.mesh.ban_whom");
  if (`player ${String(turn.actor).slice(1)}` === found.key) return turn.refuse("stdlib.mesh.ban_self");
  const spanMs = durationOf(span);
  const spent = turn.effect();
  if (spent !== null) return spent;
  const reason = why === null ? "" : (stringOf(why) ?? turn.render(why, null));
  const by = nameOf(turn, turn.actor);
  putBan(turn.world, { who: found.key, untilMs: spanMs === null ? null : turn.nowMs + spanMs, why: reason, by });
  turn.world.journal.audit({ who: by, what: `ban ${found.key} ${spanMs ?? "for good"} ${reason}`.trim(), node: "" });
  return `s${found.shown}`;
}

function runUnban(turn: Turn, who: Wire): Wire {
  const found = subject(turn, who);
  if (found === null || turn.world.data("ban", found.key) === undefined) return turn.refuse("stdlib.mesh.not_banned");
  const spent = turn.effect();
  if (spent !== null) return spent;
  dropBan(turn.world, found.key);
  turn.world.journal.audit({ who: nameOf(turn, turn.actor), what: `unban ${found.key}`, node: "" });
  return `s${found.shown}`;
}

function shownBan(turn: Turn, { who, untilMs, why }: Ban): Wire {
  const [kind, id] = who.split(" ");
  const name = kind === "node" ? nodeName(Number(id)) : nameOf(turn, `#${id}`);
  const said = { name: `s${name}`, why: `s${why}` };
  if (untilMs === null) return turn.text("stdlib.mesh.ban_for_good", said);
  return turn.text("stdlib.mesh.ban_until", { ...said, left: `d${untilMs - turn.nowMs}` });
}

function nameOf(turn: Turn, wire: Wire): string {
  const id = typeof wire === "string" ? asEntityId(Number(wire.slice(1))) : null;
  return id === null ? "" : (turn.world.account(id)?.name ?? stringOf(turn.get(wire, "name")) ?? "");
}
