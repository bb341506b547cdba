// How long a packet holds the channel: the arithmetic behind every budget of the radio side. One place, so that nobody guesses.

/** One modem setting, as the firmware names it. */
export interface Preset {
  readonly name: string;
  readonly spreading: number;
  readonly bandwidthKHz: number;
  /** The 5…8 of 4:5…4:8. */
  readonly codingRate: number;
}

const preset = (name: string, spreading: number, bandwidthKHz: number, codingRate: number): Preset =>
  Object.freeze({ name, spreading, bandwidthKHz, codingRate });

/** Every preset of the sub-GHz bands, quickest first. Source: modemPresetToParams() in the firmware's src/mesh/MeshRadio.h. */
export const PRESETS = {
  ShortTurbo: preset("ShortTurbo", 7, 500, 5),
  ShortFast: preset("ShortFast", 7, 250, 5),
  ShortSlow: preset("ShortSlow", 8, 250, 5),
  MediumFast: preset("MediumFast", 9, 250, 5),
  MediumSlow: preset("MediumSlow", 10, 250, 5),
  LongTurbo: preset("LongTurbo", 11, 500, 8),
  LongFast: preset("LongFast", 11, 250, 5),
  LongModerate: preset("LongModerate", 11, 125, 8),
  LongSlow: preset("LongSlow", 12, 125, 8),
} as const;

export type PresetName = keyof typeof PRESETS;

/** The radio's own header on every packet (PacketHeader in src/mesh/RadioInterface.h). */
export const HEADER_BYTES = 16;
/** A routing packet on air: header, port, error, request id, bitfield. Never sealed to a key, so that relays may read it. */
export const ACK_BYTES = 29;
/** What a signature adds to a broadcast (XEDDSA_SIGNATURE_FIELD_BYTES in src/mesh/Router.cpp). */
export const SIGNATURE_BYTES = 66;
/** The largest packet a LoRa modem of this family can send (MAX_LORA_PAYLOAD_LEN in src/mesh/RadioInterface.h). */
export const LARGEST_PACKET_BYTES = 255;

// 16 symbols of preamble (preambleLength in src/mesh/RadioInterface.h), 4.25 of sync, 8 of the first payload block.
const PREAMBLE_SYMBOLS = 16 + 4.25;
const FIRST_BLOCK_SYMBOLS = 8;
// Port (2), payload tag and length (2 below 128 bytes, 3 from there), bitfield (2).
const DATA_BYTES = 6;
// MESHTASTIC_PKC_OVERHEAD in src/mesh/RadioInterface.h.
const SEAL_BYTES = 12;
const REPLY_ID_BYTES = 5;
const LONG_FIELD_BYTES = 128;

export function symbolMs(p: Preset): number {
  return 2 ** p.spreading / p.bandwidthKHz;
}

/** The time from a packet's first sign until a receiver has locked on to it. */
export function preambleMs(p: Preset): number {
  return PREAMBLE_SYMBOLS * symbolMs(p);
}

/** Milliseconds on air of one packet of that many bytes, header included. */
export function airtimeMs(p: Preset, bytes: number): number {
  const symbol = symbolMs(p);
  // Long symbols are sent with the low data rate optimisation, which carries two bits less in each.
  const slow = symbol >= 16 ? 1 : 0;
  const blocks = Math.ceil((8 * bytes - 4 * p.spreading + 44) / (4 * (p.spreading - 2 * slow)));
  return (PREAMBLE_SYMBOLS + FIRST_BLOCK_SYMBOLS + Math.max(0, blocks * p.codingRate)) * symbol;
}

export interface TextTravel {
  /** Sealed to the recipient's key, rather than under the channel's. */
  readonly pkc: boolean;
  readonly reply?: boolean;
}

/** Bytes on air of a text of that many UTF-8 bytes. */
export function textPacketBytes(textBytes: number, travel: TextTravel): number {
  const field = textBytes >= LONG_FIELD_BYTES ? 1 : 0;
  return HEADER_BYTES + DATA_BYTES + field + (travel.pkc ? SEAL_BYTES : 0) + (travel.reply ? REPLY_ID_BYTES : 0) + textBytes;
}

/** The longest text, in UTF-8 bytes, that still fits one packet: 220, 215, 232 or 227. */
export function textLimitBytes(travel: TextTravel): number {
  return LARGEST_PACKET_BYTES - textPacketBytes(LONG_FIELD_BYTES, travel) + LONG_FIELD_BYTES;
}
