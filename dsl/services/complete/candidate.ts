// What completion offers.

export type CandidateSort =
  | "keyword"
  | "kind"
  | "entity"
  | "property"
  | "function"
  | "text"
  | "event"
  | "table"
  | "record"
  | "value"
  | "local"
  | "label"
  | "direction"
  | "word"
  | "topic"
  | "form";

export interface Candidate {
  readonly label: string;
  readonly sort: CandidateSort;
  /** Type or signature, on one line. */
  readonly detail?: string;
  readonly doc?: string;
  /** What is written when it is not the label. */
  readonly insert?: string;
}

/** Each label once; what comes first is nearer. */
export function unique(candidates: Iterable<Candidate>): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) if (!found.has(candidate.label)) found.set(candidate.label, candidate);
  return [...found.values()];
}
