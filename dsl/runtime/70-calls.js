// Calls of Lore functions: by label, by name of a method, of other packs, and as a condition.

/** Functions of this unit and their table, set by `open`. */
let code = [];
let codeInfos = [];

/** Parameters of a function → labels that it was called with → how their arguments are put into order. Both are written in the code. */
const orders = new WeakMap();

/** Arguments in the order of the parameters: labels claim theirs, the rest fill what is left. */
function arrange(params, labels, args) {
  if (args.length > params.length) fail("type", "too many arguments");
  if (labels === null) return args;
  let known = orders.get(params);
  if (known === undefined) {
    known = new WeakMap();
    orders.set(params, known);
  }
  let order = known.get(labels);
  if (order === undefined) {
    order = orderOf(params, labels);
    known.set(labels, order);
  }
  const made = new Array(params.length);
  for (let i = 0; i < args.length; i++) made[order[i]] = args[i];
  return made;
}

/** For each argument the number of its parameter. */
function orderOf(params, labels) {
  const taken = new Array(params.length);
  const at = labels.map((label) => {
    if (label === null) return -1;
    let found = params.findIndex((p) => p.label === label);
    if (found < 0) found = params.findIndex((p) => p.name === label);
    if (found < 0) fail("type", `this function has no ${label}`);
    taken[found] = true;
    return found;
  });
  let next = 0;
  for (let i = 0; i < at.length; i++) {
    if (at[i] >= 0) continue;
    while (taken[next] === true) next++;
    if (next >= params.length) fail("type", "too many arguments");
    at[i] = next++;
  }
  return at;
}

/** Where a method lives: index of own code, -1 elsewhere, -2 nowhere. */
function methodOf(object, name) {
  const nature = natureOf(object);
  if (nature === null) return placeOf(host.method(object, name));
  let at = nature.methods.get(name);
  if (at === undefined) {
    at = placeOf(host.method(object, name));
    nature.methods.set(name, at);
  }
  return at;
}

function placeOf(found) {
  if (found.charCodeAt(0) === 33) outcome(found);
  return found.charCodeAt(0) === 76 ? +found.slice(1) : found === "" ? -2 : -1;
}

/** `x.name(…)` for a receiver whose kind only the host knows. */
function method(x, name, labels, ...args) {
  const t = tagOf(x);
  if (t < ENTITY || t > EXIT) {
    return x === null || x === undefined
      ? fail("missing", `there is nothing here that could ${name}`)
      : fail("type", `a ${kindWord(x)} cannot ${name}`);
  }
  spend(2);
  const at = methodOf(x.w, name);
  if (at === -2) fail("missing", `this ${kindWord(x)} cannot ${name}`);
  if (at === -1) return received(host.invoke(x.w, name, F.n, encodeArgs(labels, args)));
  return code[at](x, ...arrange(codeInfos[at].params, labels, args));
}

/** After a call that may have run other scripts: what is left of the fuel came with the answer where they spent any. */
function received(wire) {
  context.room = null;
  forgetNatures();
  return decode(wire);
}

/** `base(…)` in code number `from`. */
function base(x, name, from, labels, ...args) {
  spend(2);
  return received(host.invokeBase(x === null ? null : x.w, name, from, F.n, encodeArgs(labels, args)));
}

/** A function or text of another pack. */
function far(id, labels, ...args) {
  spend(2);
  return received(host.call(id, F.n, encodeArgs(labels, args)));
}

/** Text id → whether another pack words it anew. */
const restated = new Map();

/** A text of this pack, arguments in the order of its parameters, which are named in case another pack words it. */
function ownText(at, id, ...args) {
  let elsewhere = restated.get(id);
  if (elsewhere === undefined) elsewhere = remember(restated, id, yesNo(host.isRestated(id)));
  if (!elsewhere) return code[at](null, ...args);
  const names = codeInfos[at].params.map((p) => p.name);
  return far(id, names, ...args);
}

/** `self.line` as an argument. */
function methodValue(x, name) {
  return new Fn((item) => method(x, name, null, item));
}

function fnValue(call) {
  return new Fn(call);
}
