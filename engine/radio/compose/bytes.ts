// Text measured as the radio measures it: in bytes of UTF-8, and never cut inside what a reader takes for one character.

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });
const PLAIN = /^[\n\x20-\x7e]*$/;

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * The longest beginning of `text` that fits `limitBytes` and ends between two characters as a reader sees them. Never empty for a text
 * that is not: a character that is alone too long is cut between its code points, and one code point is always given.
 */
export function takeBytes(text: string, limitBytes: number): string {
  // Plain text is by far the most; a byte is a character there.
  if (PLAIN.test(text.slice(0, limitBytes + 1))) return text.slice(0, Math.max(1, limitBytes));
  let bytes = 0;
  let end = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    bytes += byteLength(segment);
    if (bytes > limitBytes) break;
    end += segment.length;
  }
  return end > 0 ? text.slice(0, end) : takePoints(text, limitBytes);
}

function takePoints(text: string, limitBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const point of text) {
    bytes += byteLength(point);
    if (bytes > limitBytes && end > 0) break;
    end += point.length;
    if (bytes > limitBytes) break;
  }
  return text.slice(0, end);
}
