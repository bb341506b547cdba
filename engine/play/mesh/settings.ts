// What a sysop decides about the mesh. Plain data: the config file has the same names.

/** What becomes of a direct message that did not come sealed to our key, so that nobody knows who sent it. */
export type UnsealedMode = "off" | "guest" | "password";

export interface MeshSettings {
  /** Nodes that cannot seal (old firmware, no key): refused once, let in to look around, or asked to log in on each visit. */
  readonly unsealed: UnsealedMode;
  /** A player who sends nothing for so long is away: nothing but what is addressed to them waits for them. */
  readonly sessionIdleMinutes: number;
  /** Commands that one node may send in a minute; what is beyond is dropped after one "slow down". */
  readonly nodePerMinute: number;
  /** The same for one account, over all its radios. */
  readonly accountPerMinute: number;
  /** Longest frame, in bytes of UTF-8; never more than 215. */
  readonly frameBytes: number;
  /** Plain ASCII only, for the smallest screens. */
  readonly ascii: boolean;
  /** Share of a rolling hour that we may send: null takes the region's rule (0.1 for EU_868, 1 where there is none). */
  readonly dutyCycle: number | null;
  /** Takes packets that an MQTT bridge brought. */
  readonly mqtt: boolean;
  /** Nodes that are never answered: other bots, by number. */
  readonly ignore: readonly number[];
  /** A text that begins so is another bot's, and is never answered. */
  readonly botPrefixes: readonly string[];
  /** What a public command begins with; null: channels are not listened to. */
  readonly publicPrefix: string | null;
  /** Channels where it counts, by index or name. */
  readonly publicChannels: readonly string[];
  /** Public commands are answered by a message to who asked, or on the channel to who is near enough. */
  readonly publicAnswer: "dm" | "channel";
  /** Seconds that one node waits between two public commands. */
  readonly publicCooldownSeconds: number;
  /** Minutes between two beacons on the primary channel, 60 at least; null: none. */
  readonly beaconMinutes: number | null;
  /** 0 or 1, for all that goes to a channel. */
  readonly beaconHops: number;
  /** New nodes that are greeted in a day, each once; 0: none. */
  readonly welcomePerDay: number;
  /** How far they may be. */
  readonly welcomeHops: number;
}

export const DEFAULT_MESH_SETTINGS: MeshSettings = {
  unsealed: "off",
  sessionIdleMinutes: 60,
  nodePerMinute: 20,
  accountPerMinute: 30,
  frameBytes: 200,
  ascii: true,
  dutyCycle: null,
  mqtt: false,
  ignore: [],
  botPrefixes: ["[IDENT]", "[BOT]", "BOT:"],
  publicPrefix: null,
  publicChannels: ["0"],
  publicAnswer: "dm",
  publicCooldownSeconds: 60,
  beaconMinutes: null,
  beaconHops: 0,
  welcomePerDay: 0,
  welcomeHops: 1,
};
