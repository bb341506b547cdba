// The closed list of capabilities (rule 50): what a pack may ask for and the sysop grant. Everything else needs no leave.

export const CAPABILITIES = {
  "speak far": "say something to players outside the room",
  broadcast: "say something to everyone who is online",
  "move others": "move beings that did not ask for it, and change players elsewhere",
  charge: "take money from an account without consent or mandate",
  mint: "make money and destroy it",
  reverse: "take a payment back",
  "read accounts": "read more of players than their name and whether they are online",
  "hear everywhere": "hear deeds in rooms of other packs",
  "make areas": "create copies of areas",
  build: "edit what players build, as the verbs for builders do",
  "act as others": "do deeds upon what is not one's own, and signal events of other packs",
  ban: "keep nodes and players out, and let them in again",
  "let in": "give a way in to somebody else's character",
  notify: "leave a message for a player who is away",
  reload: "have the packs' files read again, or an earlier version of them brought back",
  schedule: "wait longer than a day",
} as const;

export type Capability = keyof typeof CAPABILITIES;

export const ALL_CAPABILITIES: readonly Capability[] = Object.keys(CAPABILITIES) as Capability[];

export function isCapability(word: string): word is Capability {
  return Object.hasOwn(CAPABILITIES, word);
}
