// Texts: building them from parts, comparing them as people do, and their size in bytes.
// A text that names a being or a thing stays rich until the host shows it to somebody (rule 61).

function utf8Bytes(s) {
  let bytes = s.length;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c > 0x7f) bytes += c > 0x7ff && (c < 0xd800 || c > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function checkText(s) {
  if (s.length > 64) spend(s.length >> 6);
  if (s.length * 3 > LIMITS.textBytes && utf8Bytes(s) > LIMITS.textBytes) textTooLong();
  return s;
}

function textTooLong() {
  fail("range", `a text holds at most ${LIMITS.textBytes} bytes`);
}

/** A number as it is read: never with an exponent, at most six decimals. */
function printNumber(n) {
  if (Number.isInteger(n)) return String(n);
  const rounded = Math.round(n * 1e6) / 1e6;
  if (Number.isInteger(rounded)) return String(rounded + 0);
  return Math.abs(rounded) < 1e-3 ? rounded.toFixed(6).replace(/0+$/, "") : String(rounded);
}

/** `"… {x} …"`: strings are taken as they stand, all other values as an interpolation without a form. */
function text(...pieces) {
  const parts = [];
  let plainNow = "";
  for (let i = 0; i < pieces.length; i++) {
    const v = pieces[i];
    if (typeof v === "string") plainNow += v;
    else if (typeof v === "number") plainNow += printNumber(v);
    else if (typeof v === "boolean") plainNow += v ? "true" : "false";
    else if (tagOf(v) === RICH) {
      for (const part of v.parts) {
        if (typeof part === "string") plainNow += part;
        else plainNow = pushPart(parts, plainNow, part);
      }
    } else plainNow = pushPart(parts, plainNow, tagOf(v) === PART ? v : bare(v));
  }
  if (parts.length === 0) return checkText(plainNow);
  if (plainNow !== "") parts.push(plainNow);
  return rich(parts);
}

function pushPart(parts, before, part) {
  if (before !== "") parts.push(before);
  parts.push(part);
  return "";
}

function bare(v) {
  noFn(v);
  return new Part("", "", 0, v === undefined ? null : v, null);
}

function rich(parts) {
  let bytes = 0;
  for (const part of parts) {
    if (typeof part === "string") bytes += utf8Bytes(part);
    // What a part holds is kept as a value: a list in it may be long.
    else bytes += 16 + sizeOf(part.value) + (part.counted === null ? 0 : sizeOf(part.counted));
  }
  spend(1 + (bytes >> 6));
  if (bytes > LIMITS.textBytes * 2) textTooLong();
  return new Rich(parts, bytes);
}

function richFrom(parts) {
  return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : rich(parts);
}

/** An interpolation with a form, a verb, a capital or something counted. */
function part(value, form, verb, capital, counted) {
  noFn(value);
  if (form === "" && verb === "" && counted === null && capital === 1) {
    if (typeof value === "string") return capitalize(value);
    if (tagOf(value) === RICH) return capitalizeRich(value);
  }
  return new Part(form, verb, capital, value, counted);
}

function capitalize(s) {
  return s === "" ? s : s[0].toUpperCase() + s.slice(1);
}

function capitalizeRich(v) {
  const [first, ...rest] = v.parts;
  const head = typeof first === "string" ? capitalize(first) : new Part(first.form, first.verb, 1, first.value, first.counted);
  return new Rich([head, ...rest], v.bytes);
}

function isText(v) {
  return typeof v === "string" || tagOf(v) === RICH;
}

/** The plain string of a text, as the actor reads it. */
function plain(v, what) {
  if (typeof v === "string") return v;
  if (tagOf(v) !== RICH) fail("type", `${what} needs a text, not ${kindWord(v)}`);
  spend(2 + (v.bytes >> 5));
  const read = decode(host.plain(encode(v)));
  return typeof read === "string" ? read : fail("type", "the host sent no text");
}

const BEYOND_ASCII = /[^\x20-\x7e]/;
const SMART = [
  [/[\u2018\u2019\u201a\u201b\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, '"'],
  [/[\u2010-\u2013\u2212]/g, "-"],
  [/[\u2014\u2015]/g, "--"],
  [/\u2026/g, "..."],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u200b-\u200d\ufeff]/g, ""],
];

/** How texts are compared: case, smart forms and outer blanks do not count (rule 33). */
function fold(s) {
  let folded = s.toLowerCase();
  if (BEYOND_ASCII.test(folded)) for (const [form, to] of SMART) folded = folded.replace(form, to);
  return folded.trim();
}

/** The words of a text between blanks, nothing else. */
function wordsOf(s) {
  const words = fold(s)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return words === "" ? "" : ` ${words} `;
}

/** `text has "mellon"`: these words in this order; `""` is in every text. */
function hasWords(s, wanted) {
  spend((s.length + wanted.length) >> 5);
  const words = wordsOf(wanted);
  return words === "" ? wanted.trim() === "" || fold(s).includes(fold(wanted)) : wordsOf(s).includes(words);
}

function sameText(a, b) {
  if (a === b) return true;
  const x = plain(a, "is");
  const y = plain(b, "is");
  if (x === y) return true;
  spend((x.length + y.length) >> 6);
  return fold(x) === fold(y);
}
