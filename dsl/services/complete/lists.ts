// Lists of what there is of a sort: the pack's own first, then the library's, then the others'.

import { ancestors, isKind } from "../../check/kinds.ts";
import { showType } from "../../check/types.ts";
import type { PackNames, Universe } from "../../check/universe.ts";
import type { Surface } from "../../surface.ts";
import type { Type } from "../../types.ts";
import type { PackAnalysis } from "../pack-analysis.ts";
import { eventHeader, eventParams, showHostFunction, showSignature } from "../signatures.ts";
import type { Candidate } from "./candidate.ts";

export function kinds({ universe, surface }: PackAnalysis, which: "declarable" | "all" = "all"): Candidate[] {
  const docs = new Map(surface.kinds.map((kind) => [`core.${kind.name}`, kind.doc]));
  return [...universe.nodes.values()]
    .filter((node) => node.entity === undefined && !node.id.includes("&") && (which === "all" || node.declarable))
    .map((node) => ({ label: node.name, sort: "kind", detail: node.pack, ...docOf(docs.get(node.id)) }));
}

const BASIC = ["number", "text", "bool", "money", "duration", "time", "direction", "any", "list of", "map of", "model", "word"];

export function types(analysis: PackAnalysis): Candidate[] {
  const declared = analysis.universe.packs.flatMap((pack) => [
    ...[...pack.records.keys()].map((label): Candidate => ({ label, sort: "record", detail: pack.id })),
    ...[...pack.tables.keys()].map((label): Candidate => ({ label, sort: "table", detail: pack.id })),
  ]);
  return [...BASIC.map((label): Candidate => ({ label, sort: "keyword" })), ...kinds(analysis), ...declared];
}

export function events({ universe, surface }: PackAnalysis): Candidate[] {
  const core = surface.events.map((event): Candidate => {
    const header = eventHeader({ name: event.name, params: eventParams(event) });
    return { label: event.name, sort: "event", detail: header, doc: event.doc, insert: header.slice("on ".length) };
  });
  const declared = universe.packs.flatMap((pack) =>
    [...pack.events.values()].map((event): Candidate => {
      const header = eventHeader(event);
      return { label: event.name, sort: "event", detail: `${header} (${pack.id})`, insert: header.slice("on ".length) };
    }),
  );
  return [...declared, ...core];
}

export function directions({ surface }: { readonly surface: Surface }): Candidate[] {
  return surface.directions.map(([label, ...short]) => ({ label: label!, sort: "direction", detail: short.join(", ") }));
}

/** Entities of all packs, those of a kind when one is given; nested ones by their whole path. */
export function entities({ universe }: PackAnalysis, kind?: string): Candidate[] {
  return universe.packs.flatMap((pack) =>
    [...pack.entities].flatMap(([path, id]): Candidate[] => {
      if (kind !== undefined && !isKind(universe, id, kind)) return [];
      return [{ label: path, sort: "entity", detail: entityDetail(universe, id, pack) }];
    }),
  );
}

function entityDetail(universe: Universe, id: string, pack: PackNames): string {
  const entity = universe.nodes.get(id)?.entity;
  const kind = entity?.kinds[0]?.split(".").at(-1) ?? "entity";
  const home = pack.id === universe.pack ? "" : ` (${pack.id})`;
  return `${kind} "${entity?.title ?? ""}"${home}`;
}

export function functions({ universe }: PackAnalysis): Candidate[] {
  const declared = universe.packs.flatMap((pack) =>
    [...pack.functions.values()].map(
      (fn): Candidate => ({ label: fn.name, sort: "function", detail: showSignature(universe, fn.name, fn.params, fn.result) }),
    ),
  );
  const host = [...universe.host.values()].map(
    (fn): Candidate => ({ label: fn.name, sort: "function", detail: showHostFunction(universe, fn), doc: fn.doc }),
  );
  return [...declared, ...host];
}

/** Texts by their whole name, or what may follow `prefix.` in one. */
export function texts({ universe }: PackAnalysis, prefix = ""): Candidate[] {
  return universe.packs.flatMap((pack) =>
    [...pack.texts.values()]
      .filter((text) => text.path.startsWith(prefix))
      .map((text): Candidate => {
        const detail = `${showSignature(universe, text.path, text.params, null)} (${pack.id})`;
        return { label: text.path.slice(prefix.length), sort: "text", detail };
      }),
  );
}

export function tables({ universe }: PackAnalysis): Candidate[] {
  return universe.packs.flatMap((pack) =>
    [...pack.plurals].map(([label, table]): Candidate => ({ label, sort: "table", detail: `rows of ${table.name} (${pack.id})` })),
  );
}

export function values({ universe }: PackAnalysis): Candidate[] {
  return [...universe.values.values()].map(({ name, type, doc }) => ({
    label: name,
    sort: "value",
    detail: showType(universe, type),
    doc,
  }));
}

/** Properties, functions and what is nested, of a value of that type. */
export function members(analysis: PackAnalysis, type: Type): Candidate[] {
  const { universe } = analysis;
  switch (type.t) {
    case "entity":
    case "model":
      return kindMembers(analysis, type.kind);
    case "list":
      return members(analysis, type.of);
    case "record":
      return fields(universe, universe.records.get(type.record)?.fields ?? []);
    case "row":
      return fields(universe, [...ROW_FIELDS, ...(universe.tables.get(type.table)?.columns ?? [])]);
    default:
      return [];
  }
}

const ROW_FIELDS = [
  { name: "id", type: { t: "number", optional: false } as Type },
  { name: "at", type: { t: "time", optional: false } as Type },
];

function fields(universe: Universe, list: readonly { readonly name: string; readonly type: Type }[]): Candidate[] {
  return list.map(({ name, type }) => ({ label: name, sort: "property", detail: showType(universe, type) }));
}

function kindMembers({ universe, surface }: PackAnalysis, kind: string): Candidate[] {
  return ancestors(universe, kind).flatMap((id): Candidate[] => {
    const node = universe.nodes.get(id);
    if (node === undefined) return [];
    const docs = new Map(surface.kinds.find((one) => `core.${one.name}` === id)?.props.map((prop) => [prop.name, prop.doc]));
    const props = [...node.props].map(
      ([name, [prop]]): Candidate => ({
        label: name,
        sort: "property",
        detail: `${showType(universe, prop!.type)} (${node.name})`,
        ...docOf(docs.get(name)),
      }),
    );
    const methods = [...node.methods].map(([name, [method]]): Candidate => {
      const detail = showSignature(universe, name, method!.params, method!.result);
      return { label: name, sort: "function", detail: `${detail} (${node.name})` };
    });
    const nested = [...node.nested.keys()].map((label): Candidate => ({ label, sort: "entity", detail: node.name }));
    return [...props, ...methods, ...nested];
  });
}

function docOf(doc: string | undefined): { doc: string } | Record<never, never> {
  return doc === undefined ? {} : { doc };
}
