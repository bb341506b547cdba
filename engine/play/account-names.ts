// The rule for names lies at the base, because scripts rename players too.

export { foldName, MAX_NAME, MIN_NAME, type NameFault, nameFault, showName } from "../base/names.ts";
