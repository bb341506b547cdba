// The way in: one call from the host, one text back. Nothing but a bug of this runtime leaves it as an exception.

/** Binds a unit to this `$` and gives its entry. */
function open(unit, infos) {
  codeInfos = infos;
  code = unit($);
  return entry;
}

function entry(at, phase, fuel, self, actor, verb, args) {
  standAnew();
  const outer = context;
  const fuelBefore = F.n;
  const depthBefore = F.d;
  F.n = fuel;
  let wire;
  try {
    context = { at, actor: decode(actor), verb, now: null, room: null };
    wire = encode(enter(at, phase, decode(self), args === "" || args === "[]" ? [] : JSON.parse(args).map(decodeArg)));
  } catch (error) {
    wire = outcomeWire(error);
  }
  const left = F.n < 0 ? 0 : F.n;
  context = outer;
  standAnew();
  F.d = depthBefore;
  F.n = phase === "word" ? fuelBefore : fuelBefore - (fuel - left);
  return `${left}|${JSON.stringify(wire)}`;
}

/** An empty array stands for an argument that was left out, so that its default is taken. */
function decodeArg(wire) {
  if (typeof wire === "object" && wire !== null && wire.length === 0) return undefined;
  return typeof wire === "object" && wire !== null ? unpack(wire) : decode(wire);
}

function enter(at, phase, self, args) {
  const info = codeInfos[at];
  if (info.role === "ask" || info.role === "after") return code[at](self, phase, ...args);
  return code[at](self, ...args);
}

function outcomeWire(error) {
  if (error instanceof Refusal) return `!r${encode(error.why)}`;
  if (error instanceof Stop) return "!s";
  if (error instanceof Fault) return faultWire(error);
  // A JavaScript error here is either a stack that ran out or a bug of ours; both end this run only.
  if (error instanceof RangeError) return faultWire(new Fault("depth", "this is nested too deep", 0, 0, ""));
  const found = FRAME.exec(error?.stack || "");
  const at = found ? [+found[2], +found[3], found[1]] : [0, 0, ""];
  return faultWire(new Fault("type", `inside: ${error?.message}`, ...at));
}

function faultWire(f) {
  return `!f${JSON.stringify([f.kind, f.message, f.line, f.column, f.unit])}`;
}

/** After a reload: all that was remembered of the world's definitions. */
function flush() {
  recordDefaults.clear();
  singles.clear();
  restated.clear();
}

function getActor() {
  return context.actor;
}

function getVerb() {
  return context.verb;
}

/** The clock stands still while a command runs. */
function getNow() {
  return context.now === null ? (context.now = value("now")) : context.now;
}

const $ = Object.freeze({
  __proto__: null,
  F,
  out,
  deep,
  lacks,
  open,
  flush,
  actor: getActor,
  verb: getVerb,
  now: getNow,
  value,
  money,
  duration,
  time,
  model,
  kind,
  direction,
  entity,
  list,
  dict,
  record,
  rowRecord,
  toMoney,
  fit,
  fn: fnValue,
  methodValue,
  text,
  part,
  add,
  sub,
  mul,
  div,
  idiv,
  mod,
  neg,
  is,
  lt,
  le,
  gt,
  ge,
  has,
  isA,
  inside,
  truth,
  get,
  getEach,
  index,
  assign,
  assignProp,
  walk,
  bound,
  count,
  first,
  anyOf,
  sum,
  modelOf,
  where,
  reversed,
  sortBy,
  skip,
  limit,
  all: allOf,
  pure,
  chance,
  roll,
  choose,
  call: callHost,
  callAgain: callHostAgain,
  consult,
  callTouching,
  menu,
  hold,
  method,
  base,
  far,
  ownText,
  query,
  queryAll,
  queryCount,
  addRow,
  removeRow,
  updateRows,
  removeRows,
  sift,
  stretch,
  rowList,
  deny,
  stop,
  mark,
  caught,
  deed,
  deedDone,
  signal,
  ask,
  after,
  paid,
  step,
  back,
  saw,
});
