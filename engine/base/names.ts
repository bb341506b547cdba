// Which names a player may bear: plain letters that every phone can type, unique whatever their case, and none that would mislead.

export type NameFault = "short" | "long" | "signs" | "reserved";

export const MIN_NAME = 2;
export const MAX_NAME = 20;

// Words that play reads as something else, or that would pass for authority.
const RESERVED: ReadonlySet<string> = new Set(
  (
    "admin administrator sysop wizard god root system server engine loremesh builder moderator mod operator owner guest anonymous " +
    "nobody somebody someone everyone everybody anyone all any none nothing something player players npc thing room here there me myself self you your " +
    "yourself it him her them they we us i the an and or not is in on at to from with by for of as " +
    "north south east west northeast northwest southeast southwest up down out ne nw se sw new quit login logout create register cancel again more help " +
    "yes no true false null undefined nan constructor prototype hasownproperty tostring valueof"
  ).split(" "),
);

/** One form for all spellings of a name: case does not tell people apart, nor do `'`, `-` and `_`. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/['_-]/g, "");
}

/** One form for all names that a small screen shows alike: `Bill`, `BiII` and `Bi11`. Nobody is taken for another by it. */
export function shapeOf(name: string): string {
  return foldName(name).replace(/[1i]/g, "l").replace(/0/g, "o").replace(/5/g, "s").replace(/rn/g, "m").replace(/vv/g, "w");
}

/** Why a name will not do, or null when it will. */
export function nameFault(name: string, isReserved: (folded: string) => boolean = () => false): NameFault | null {
  if (name.length < MIN_NAME) return "short";
  if (name.length > MAX_NAME) return "long";
  if (!/^[A-Za-z][A-Za-z0-9'_-]*$/.test(name)) return "signs";
  const folded = foldName(name);
  if (folded.length < MIN_NAME) return "signs";
  return RESERVED.has(folded) || isReserved(folded) ? "reserved" : null;
}

/** As it is shown: the first letter large, the rest as typed. */
export function showName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
