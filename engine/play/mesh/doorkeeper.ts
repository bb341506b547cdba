// Who is not known by their key: newcomers, new keys and radios, nodes that cannot seal. What is said here comes from `stdlib/mesh.lore`.

import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId, type EntityId } from "../../base/ids.ts";
import type { AccountRow } from "../../world/port.ts";
import { codeOf, radiosAt } from "../../world/radios.ts";
import type { World } from "../../world/world.ts";
import type { Secrets } from "../account-secrets.ts";
import type { Group } from "../group.ts";
import { plainLine } from "../line.ts";
import { YES } from "../match/vocabulary.ts";
import type { Play } from "../play.ts";
import { AddressThrottle } from "../throttle.ts";
import { CodeGuard, hashCode } from "./codes.ts";
import type { Directory } from "./directory.ts";
import { freeGuest } from "./guests.ts";
import type { Heard, LoginLine } from "./heard.ts";
import type { Presence } from "./presence.ts";
import { proposeName } from "./proposal.ts";
import type { KeyHolder } from "./radio-turns.ts";
import type { UnsealedMode } from "./settings.ts";
import type { MeshNotice } from "./status.ts";

export interface DoorkeeperParts {
  readonly play: Play;
  readonly world: World;
  readonly directory: Directory;
  readonly presence: Presence;
  readonly secrets: Secrets;
  readonly unsealed: UnsealedMode;
  nowMs(): number;
  notice(notice: MeshNotice): void;
}

/** What a password came to, before its turn. */
export type LoginCheck = { readonly row: AccountRow; readonly is: "right" | "wrong" | "locked" } | { readonly is: "unknown" | "barred" };

/** What is said at the door, and who goes through it: with the same line, unless there is another. */
export interface Verdict {
  readonly text?: string;
  readonly args?: Readonly<Record<string, Wire>>;
  readonly player?: number;
  readonly line?: string;
  /** Was made just now: the world's own first words stand in for the line, if it has any. */
  readonly isNew?: true;
}

const NO: ReadonlySet<string> = new Set(["no", "nope", "none"]);
const REFUSED_AGAIN_MS = 24 * 3_600_000;

/** The methods run in the open group of the packet, and may be asked only once for each. */
export class Doorkeeper {
  readonly #parts: DoorkeeperParts;
  readonly #guard: CodeGuard;
  readonly #throttle = new AddressThrottle();

  constructor(parts: DoorkeeperParts) {
    this.#parts = parts;
    this.#guard = new CodeGuard(parts.world);
  }

  // ------------------------------------------------------------------- codes

  /** `link CODE`, with or without the code, from anyone who can seal; null when the line is something else. */
  link(group: Group, heard: Heard): Verdict | null {
    // What we say to send is "LINK and the code": some send just that.
    const [line, typed] = /^link(?:\s+(?:and\s+the\s+)?code)?(?:\s+(\S+))?$/i.exec(plainLine(heard.line).trim()) ?? [];
    if (line === undefined) return null;
    const { world, nowMs } = this.#parts;
    if (heard.key === null) return said("code_open");
    if (typed === undefined) return said("code_missing");
    if (this.#guard.isBarred(heard.node, nowMs())) return said("code_barred");
    const hash = hashCode(typed);
    const code = codeOf(world, hash, nowMs());
    const player = code === undefined ? undefined : world.entity(asEntityId(code.player));
    if (player !== undefined) return this.#bind(group, heard, { player: player.id, key: heard.key, hash });
    group.keep([this.#guard.wrong(heard.node, nowMs())]);
    return said("code_wrong");
  }

  #bind(
    group: Group,
    heard: Heard,
    { player, key, hash }: { readonly player: EntityId; readonly key: string; readonly hash: string },
  ): Verdict {
    const { play, nowMs } = this.#parts;
    play.write(group, play.radios.link(player, this.#holder(heard, key), hash, nowMs()));
    return this.#in("linked", player, this.#bound(heard, player));
  }

  // --------------------------------------------------------------- newcomers

  /** A key that is nobody's yet. */
  newcomer(group: Group, heard: Heard, key: string): Verdict {
    const { directory, play } = this.#parts;
    const line = plainLine(heard.line);
    const { proposed } = directory.record(heard.node)!;
    if (proposed === null) return this.#ask(heard);
    const word = line.toLowerCase().replace(/[.!]$/, "");
    if (YES.has(word) && proposed !== "") return this.#create(group, heard, key, proposed);
    const name = line.replace(/[.!]$/, "");
    // What is a verb is no name: a newcomer's second line is often the command that was not answered.
    const isNoName = name === "" || NO.has(word) || play.commands.isVerb(name) || /\s/.test(name);
    if (!isNoName) return this.#create(group, heard, key, name);
    return proposed === "" ? said("name_first") : said("name_first_as", { name: proposed });
  }

  #ask(heard: Heard): Verdict {
    const { directory, world } = this.#parts;
    const { longName, shortName } = directory.record(heard.node)!;
    const [before] = radiosAt(world, heard.node);
    if (before !== undefined) {
      directory.put(heard.node, { proposed: "" });
      const name = this.#nameOf(before.player);
      this.#parts.notice({ code: "rebind", radio: heard.radio, node: heard.node, detail: name });
      return said("changed", { name });
    }
    const name = proposeName(longName, shortName, (one) => this.#isFree(one));
    directory.put(heard.node, { proposed: name ?? "" });
    return name === null ? said("welcome") : said("welcome_as", { name });
  }

  #create(group: Group, heard: Heard, key: string, name: string): Verdict {
    const { play, directory, nowMs } = this.#parts;
    const fault = play.accounts.fault(name);
    if (fault !== null) return { text: `stdlib.mesh.name_${fault}`, args: { name: `s${name.slice(0, 20)}` } };
    const { player, result } = play.radios.create(name, this.#holder(heard, key), nowMs());
    play.write(group, result);
    directory.put(heard.node, { proposed: null });
    return { ...this.#in("made", player.id, this.#bound(heard, player.id)), isNew: true };
  }

  /** Who has just come in reads where they are, behind the welcome. */
  #in(text: string, player: number, name: string): Verdict {
    return { ...said(text, { name }), player, line: this.#parts.play.commands.phrase("stdlib.mesh.first_line") };
  }

  // --------------------------------------------------------------- passwords

  /** Looks at a password, which takes a while and happens outside of any turn. */
  async check(heard: Heard, { name, secret }: LoginLine): Promise<LoginCheck> {
    const { play, secrets, nowMs } = this.#parts;
    if (this.#throttle.isBarred(String(heard.node), nowMs())) return { is: "barred" };
    const row = play.accounts.find(name);
    if (row === undefined || row.secret === "") return { is: "unknown" };
    if (row.lockedUntilMs > nowMs()) return { row, is: "locked" };
    return { row, is: (await secrets.verify(row.secret, secret)) ? "right" : "wrong" };
  }

  /** What the check came to; null: the world was restarted before its turn, and the password is gone with it. */
  login(group: Group, heard: Heard, check: LoginCheck | null): Verdict {
    const { play, nowMs } = this.#parts;
    if (check === null) return said("login_again");
    if (check.is === "barred") return said("login_barred");
    if (check.is === "locked") return { text: "stdlib.mesh.login_locked", args: { wait: `d${check.row.lockedUntilMs - nowMs()}` } };
    if (check.is === "right") return this.#loggedIn(group, heard, check.row);
    this.#throttle.failed(String(heard.node), nowMs());
    if (check.is === "wrong") play.write(group, play.accounts.failed(play.accounts.find(check.row.name) ?? check.row, nowMs()));
    return said("login_wrong");
  }

  #loggedIn(group: Group, heard: Heard, row: AccountRow): Verdict {
    const { play, nowMs } = this.#parts;
    this.#throttle.passed(String(heard.node));
    play.write(group, play.accounts.seen(row, nowMs()));
    // Who sealed it is known by their key from now on; who did not is only there for this visit.
    if (heard.key !== null) return this.#bind(group, heard, { player: row.entity, key: heard.key, hash: "-" });
    return this.#in("linked", row.entity, row.name);
  }

  // ------------------------------------------------------------- not sealed

  /** A node that did not seal; whoever sits behind it is not asked again. */
  unsealed(group: Group, heard: Heard): Verdict {
    const { directory, nowMs, unsealed } = this.#parts;
    if (unsealed === "guest") return this.#guest(group);
    if (unsealed === "password") return said("login_please");
    const { refusedMs } = directory.record(heard.node)!;
    if (refusedMs !== null && nowMs() < refusedMs + REFUSED_AGAIN_MS) return {};
    directory.put(heard.node, { refusedMs: nowMs() });
    return said("not_sealed");
  }

  #guest(group: Group): Verdict {
    const { play, world, presence, nowMs } = this.#parts;
    const guest = freeGuest(world, (player) => presence.nodeOf(player) !== null);
    if (guest === null) return said("guests_full");
    if (typeof guest === "string") {
      const { player, result } = play.radios.guest(guest, nowMs());
      play.write(group, result);
      return { ...said("guest"), player: player.id };
    }
    // The next one begins where all begin, not where the last one fell asleep.
    play.write(group, play.accounts.house(guest));
    return { ...said("guest"), player: guest.id };
  }

  // ------------------------------------------------------------------ inside

  #holder({ node }: Heard, key: string): KeyHolder {
    const { longName, shortName } = this.#parts.directory.record(node)!;
    return { key, node, name: (longName === "" ? shortName : longName).replace(/\s+/g, " ").trim().slice(0, 20) };
  }

  #isFree(name: string): boolean {
    const { play } = this.#parts;
    return play.accounts.fault(name) === null && !play.commands.isVerb(name);
  }

  /** A key is somebody's now: their name, and a line in the sysop's log. */
  #bound({ radio, node }: Heard, player: number): string {
    const name = this.#nameOf(player);
    this.#parts.notice({ code: "bound", radio, node, detail: name });
    return name;
  }

  #nameOf(player: number): string {
    const { world } = this.#parts;
    const id = asEntityId(player);
    const stated = world.entity(id)?.state.get("name");
    return world.account(id)?.name ?? (typeof stated === "string" ? stated.slice(1) : "");
  }
}

function said(text: string, args: { readonly name?: string } = {}): Verdict {
  return { text: `stdlib.mesh.${text}`, args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, `s${value}`])) };
}
