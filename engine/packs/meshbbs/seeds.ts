// Seeds as they are written: JSON with places. What has another type than its reader wants is told and left out, and never stops the rest.

import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Report, type Spot, shown } from "./findings.ts";

export interface SeedFile {
  /** Path as the reader of the report would type it. */
  readonly name: string;
  readonly text: string;
  /** True when it was no UTF-8, and its bytes were read as letters of Latin-1. */
  readonly isLatin?: boolean;
}

/** Larger than any seed by far: a file that was named by mistake is not read to its end. */
const LARGEST_BYTES = 8_000_000;
/** Letters. Lore's own texts end at 8,000 bytes; a title has to be read on a phone. */
const LONGEST_TEXT = 4_000;
const LONGEST_TITLE = 60;
const STRICT = { disallowComments: true, allowTrailingComma: false };

/** The entries of one file: an array of objects, or an object of them by id. */
export function entriesOf(file: SeedFile, report: Report): Entry[] {
  if (file.isLatin === true) report.add("LORE923", { file: file.name, line: 1, column: 1 }, "it is no UTF-8; it was read as Latin-1");
  const root = treeOf(file, report);
  if (root === null) return [];
  const place = new Place(file);
  const list = root.type === "array" ? (root.children ?? []) : null;
  if (list === null) {
    report.add("LORE921", place.of(root), `it holds ${kindOf(root)}, where a list is wanted`);
    return [];
  }
  return list.flatMap((node) => {
    if (node.type === "object") return [new Entry(node, place, report)];
    report.add("LORE922", place.of(node), `${shown(plainValue(node))} stands where an object is wanted`);
    return [];
  });
}

function treeOf(file: SeedFile, report: Report): Node | null {
  const start = { file: file.name, line: 1, column: 1 };
  if (file.text.length > LARGEST_BYTES) {
    report.add("LORE921", start, "it is larger than 8 MB");
    return null;
  }
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(file.text.replace(/^\ufeff/, " "), errors, STRICT);
    const [first] = errors;
    if (first === undefined && tree !== undefined) return tree;
    const at = first === undefined ? start : new Place(file).at(first.offset);
    report.add("LORE921", at, first === undefined ? "it is empty" : `no JSON: ${printParseErrorCode(first.error)}`);
  } catch (error) {
    // The parser goes as deep as the text does.
    if (!(error instanceof RangeError)) throw error;
    report.add("LORE921", start, "its lists are nested too deep");
  }
  return null;
}

/** From offsets to lines and columns. */
class Place {
  readonly #file: SeedFile;
  readonly #starts: number[] = [0];

  constructor(file: SeedFile) {
    this.#file = file;
    for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  of(node: Node): Spot {
    return this.at(node.offset);
  }

  at(offset: number): Spot {
    let low = 0;
    for (let high = this.#starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { file: this.#file.name, line: low + 1, column: offset - this.#starts[low]! + 1 };
  }
}

/** One object, read field by field; a field may go by several names. */
export class Entry {
  readonly #fields = new Map<string, Node>();
  readonly #read = new Set<string>();
  readonly #node: Node;
  readonly #place: Place;
  readonly report: Report;

  constructor(node: Node, place: Place, report: Report) {
    this.#node = node;
    this.#place = place;
    this.report = report;
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      if (this.#fields.has(name)) report.add("LORE923", place.of(key), `${name} stands there twice, and the later one counts`);
      this.#fields.set(name, value);
    }
  }

  get spot(): Spot {
    return this.#place.of(this.#node);
  }

  spotOf(...names: string[]): Spot {
    const node = this.#find(names);
    return node === undefined ? this.spot : this.#place.of(node);
  }

  text(...names: string[]): string | undefined {
    return this.#within(LONGEST_TEXT, names);
  }

  /** A text that becomes a title: short. */
  title(...names: string[]): string | undefined {
    return this.#within(LONGEST_TITLE, names);
  }

  #within(most: number, names: string[]): string | undefined {
    const text = this.#typed(names, "a text", (value) => (typeof value === "string" ? value : undefined));
    if (text === undefined || text.length <= most) return text;
    this.report.add("LORE923", this.spotOf(...names), `what is behind ${most} letters of ${shown(text)}`);
    return text.slice(0, most);
  }

  number(...names: string[]): number | undefined {
    return this.#typed(names, "a whole number", (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) <= 1_000_000_000 ? value : undefined,
    );
  }

  bool(...names: string[]): boolean | undefined {
    return this.#typed(names, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
  }

  /** Texts of a list; other items are told and left out. */
  texts(...names: string[]): { readonly text: string; readonly spot: Spot }[] {
    return this.#items(names).flatMap((node) => {
      const spot = this.#place.of(node);
      if (node.type === "string") return [{ text: String(node.value), spot }];
      this.report.add("LORE923", spot, `${shown(plainValue(node))} stands where a text is wanted`);
      return [];
    });
  }

  entries(...names: string[]): Entry[] {
    return this.#items(names).flatMap((node) => this.#entry(node, names[0]!));
  }

  entry(...names: string[]): Entry | undefined {
    const node = this.#find(names);
    return node === undefined || node.type === "null" ? undefined : this.#entry(node, names[0]!)[0];
  }

  /** Texts by key, as exits and topics are written. */
  pairs(...names: string[]): { readonly key: string; readonly text: string; readonly spot: Spot }[] {
    const inner = this.entry(...names);
    if (inner === undefined) return [];
    return [...inner.#fields.keys()].flatMap((key) => {
      const text = inner.text(key);
      return text === undefined ? [] : [{ key, text, spot: inner.spotOf(key) }];
    });
  }

  /** Keys of an object with the places of their values. */
  keysOf(name: string): { readonly key: string; readonly spot: Spot }[] {
    const inner = this.entry(name);
    return inner === undefined ? [] : [...inner.#fields].map(([key, node]) => ({ key, spot: this.#place.of(node) }));
  }

  /** Objects by key, as nodes of a dialogue are written. */
  byKey(...names: string[]): { readonly key: string; readonly entry: Entry }[] {
    const inner = this.entry(...names);
    if (inner === undefined) return [];
    return [...inner.#fields].flatMap(([key, node]) => inner.#entry(node, key).map((entry) => ({ key, entry })));
  }

  /** Tagged values: `"Always"`, `{"HasItem": {"item_id": "rope"}}` or `{"type": "HasItem", "item_id": "rope"}`. */
  tags(...names: string[]): Tag[] {
    return this.#items(names).flatMap((node) => this.#tag(node) ?? []);
  }

  tag(...names: string[]): Tag | undefined {
    const node = this.#find(names);
    return node === undefined || node.type === "null" ? undefined : this.#tag(node);
  }

  /** Tells of fields that nobody read; `ignored` are those that have no meaning outside the old system's own store. */
  finish(ignored: ReadonlySet<string>): void {
    for (const [name, node] of this.#fields) {
      if (this.#read.has(name) || ignored.has(name)) continue;
      this.report.add("LORE925", this.#place.of(node), `the field ${shown(name)}`);
    }
  }

  #tag(node: Node): Tag | undefined {
    const spot = this.#place.of(node);
    if (node.type === "string") return { name: String(node.value), spot, fields: undefined };
    const inner = node.type === "object" ? new Entry(node, this.#place, this.report) : undefined;
    const name = inner?.has("type") ? inner.text("type") : undefined;
    if (inner !== undefined && name !== undefined) return { name, spot, fields: inner };
    const [only, more] = [...(inner?.byKeyOrNull() ?? [])];
    if (only !== undefined && more === undefined) return { name: only.key, spot, fields: only.entry };
    this.report.add("LORE923", spot, `${shown(plainValue(node))} names no single case`);
    return undefined;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  isObject(name: string): boolean {
    return this.#fields.get(name)?.type === "object";
  }

  byKeyOrNull(): { readonly key: string; readonly entry: Entry | undefined }[] {
    return [...this.#fields].map(([key, node]) => ({
      key,
      entry: node.type === "object" ? new Entry(node, this.#place, this.report) : undefined,
    }));
  }

  #entry(node: Node, what: string): Entry[] {
    if (node.type === "object") return [new Entry(node, this.#place, this.report)];
    this.report.add("LORE923", this.#place.of(node), `${what} is ${kindOf(node)}, where an object is wanted`);
    return [];
  }

  #items(names: string[]): Node[] {
    const node = this.#find(names);
    if (node === undefined || node.type === "null") return [];
    if (node.type === "array") return node.children ?? [];
    this.report.add("LORE923", this.#place.of(node), `${names[0]} is ${kindOf(node)}, where a list is wanted`);
    return [];
  }

  #typed<T>(names: string[], wanted: string, read: (value: unknown) => T | undefined): T | undefined {
    const node = this.#find(names);
    if (node === undefined || node.type === "null") return undefined;
    const value = read(node.value);
    if (value === undefined) this.report.add("LORE923", this.#place.of(node), `${names[0]} is ${kindOf(node)}, where ${wanted} is wanted`);
    return value;
  }

  #find(names: string[]): Node | undefined {
    for (const name of names) this.#read.add(name);
    return names.map((name) => this.#fields.get(name)).find((node) => node !== undefined);
  }
}

/** A case of an enumeration with what it holds. */
export interface Tag {
  readonly name: string;
  readonly spot: Spot;
  readonly fields: Entry | undefined;
}

/** Case names are written both ways: `HasItem` and `has_item`. */
export function caseOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function plainValue(node: Node): unknown {
  return node.type === "array" || node.type === "object" ? kindOf(node) : getNodeValue(node);
}

function kindOf(node: Node): string {
  if (node.type === "array") return "a list";
  if (node.type === "object") return "an object";
  return shown(node.value);
}
