// Values into wires and back: the one form in which anything leaves or enters the isolate (dsl/wire.ts).

function encode(v) {
  switch (typeof v) {
    case "number":
    case "boolean":
      return v;
    case "string":
      return `s${v}`;
    case "undefined":
      return null;
  }
  if (v === null) return null;
  if (v.t <= DIRECTION) return v.w;
  switch (v.t) {
    case MONEY:
      return `$${v.n}`;
    case DURATION:
      return `d${v.n}`;
    case TIME:
      return `t${v.n}`;
    case FN:
      return fail("type", "a function is no value");
  }
  spend(sizeOf(v) >> 6);
  return `j${JSON.stringify(pack(v))}`;
}

/** As `encode`, but a composite is its bare array: how it stands inside another. */
function pack(v) {
  if (typeof v !== "object" || v === null || v.t < LIST) return encode(v);
  switch (v.t) {
    case LIST:
      return ["l", ...v.a.map(pack)];
    case MAP: {
      const parts = ["m"];
      for (let i = 0; i < v.keys.length; i++) parts.push(v.keys[i], pack(v.vals[i]));
      return parts;
    }
    case RECORD: {
      const parts = ["r", v.id];
      for (let i = 0; i < v.names.length; i++) parts.push(v.names[i], pack(v.vals[i]));
      return parts;
    }
    case RICH:
      return ["x", ...v.parts.map(packPart)];
  }
  return fail("type", "a function is no value");
}

function packPart(p) {
  return typeof p === "string" ? p : [p.form, p.verb, p.capital, pack(p.value), p.counted === null ? null : pack(p.counted)];
}

/** A value from its wire; throws the refusal, stop or fault when it is an outcome. */
function decode(w) {
  if (typeof w !== "string") return w === undefined ? null : w;
  switch (w.charCodeAt(0)) {
    case 115: // s
      return w.slice(1);
    case 35: // #
      return new Ref(ENTITY, w);
    case 64: // @
      return new Ref(MODEL, w);
    case 36: // $
      return new Amount(MONEY, +w.slice(1));
    case 100: // d
      return new Amount(DURATION, +w.slice(1));
    case 116: // t
      return new Amount(TIME, +w.slice(1));
    case 114: // r
      return new Ref(ROW, w);
    case 37: // %
      return new Ref(EXIT, w);
    case 62: // >
      return new Ref(DIRECTION, w);
    case 109: // m
      return new Ref(MANDATE, w);
    case 107: // k
      return new Ref(KIND, w);
    case 106: // j
      spend(w.length >> 7);
      return unpack(JSON.parse(w.slice(1)));
    case 33: // !
      return outcome(w);
    case 61: // =
      return decode(repaid(w));
  }
  return fail("type", "the host sent no value");
}

/** `=fuel|JSON`: an answer with what other scripts left in the purse. */
function repaid(w) {
  const bar = w.indexOf("|");
  F.n = +w.slice(1, bar);
  return JSON.parse(w.slice(bar + 1));
}

function unpack(j) {
  if (typeof j !== "object" || j === null) return decode(j);
  switch (j[0]) {
    case "l":
      return list(j.slice(1).map(unpack));
    case "m": {
      const keys = [];
      const vals = [];
      for (let i = 1; i < j.length; i += 2) {
        keys.push(j[i]);
        vals.push(unpack(j[i + 1]));
      }
      return dict(keys, vals);
    }
    case "r": {
      const names = [];
      const vals = [];
      for (let i = 2; i < j.length; i += 2) {
        names.push(j[i]);
        vals.push(unpack(j[i + 1]));
      }
      return record(j[1], names, vals);
    }
    case "x":
      return richFrom(j.slice(1).map(unpackPart));
  }
  return fail("type", "the host sent no value");
}

function unpackPart(p) {
  return typeof p === "string" ? p : new Part(p[0], p[1], p[2], unpack(p[3]), p[4] === null ? null : unpack(p[4]));
}

/** Arguments of a call by label, as JSON: `[[label|null, Wire], …]`. */
function encodeArgs(labels, args) {
  const pairs = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] !== undefined) pairs.push([labels === null ? null : labels[i], encode(args[i])]);
  }
  return JSON.stringify(pairs);
}

function encodeAll(values) {
  return JSON.stringify(values.map(encode));
}
