// Records: fields in a fixed order, made complete from the defaults that the host knows for each record.

/** Record id → a record of all defaults. */
const recordDefaults = new Map();

function defaultsOf(id) {
  let made = recordDefaults.get(id);
  if (made !== undefined) return made;
  // What working out the defaults costs must not depend on whether they are remembered.
  const fuel = F.n;
  const wire = host.record(id);
  F.n = fuel;
  if (typeof wire !== "string" || wire.charCodeAt(0) !== 106) {
    if (typeof wire === "string" && wire.charCodeAt(0) === 33) outcome(wire);
    fail("missing", `there is no record ${id}`);
  }
  const parts = JSON.parse(wire.slice(1));
  const names = [];
  const vals = [];
  for (let i = 2; i < parts.length; i += 2) {
    names.push(parts[i]);
    vals.push(unpack(parts[i + 1]));
  }
  made = rawRecord(id, names, vals);
  recordDefaults.set(id, made);
  return made;
}

function rawRecord(id, names, vals) {
  let size = 16;
  let depth = 0;
  for (let i = 0; i < vals.length; i++) {
    noFn(vals[i]);
    size += sizeOf(vals[i]);
    depth = Math.max(depth, depthOf(vals[i]));
  }
  checkValue(size, depth + 1);
  return new Rec(id, names, vals, size, depth + 1);
}

/** A record literal: the named fields over the defaults. */
function record(id, names, given) {
  const base = defaultsOf(id);
  const vals = base.vals.slice();
  for (let i = 0; i < names.length; i++) {
    const at = base.names.indexOf(names[i]);
    // A field that went away with a newer version of the pack is not carried on.
    if (at >= 0) vals[at] = given[i];
  }
  spend(1 + (vals.length >> 5));
  return rawRecord(id, base.names, vals);
}

/** What `add TABLE with {…}` hands over: only the columns that were written. */
function rowRecord(table, names, given) {
  return rawRecord(table, names, given);
}

function recordGet(r, name) {
  const at = r.names.indexOf(name);
  if (at < 0) fail("missing", `a ${shortName(r.id)} has no ${name}`);
  return r.vals[at];
}

function recordPut(r, name, v) {
  noFn(v);
  const at = r.names.indexOf(name);
  if (at < 0) fail("missing", `a ${shortName(r.id)} has no ${name}`);
  const size = r.size - sizeOf(r.vals[at]) + sizeOf(v);
  const depth = Math.max(r.depth, depthOf(v) + 1);
  checkValue(size, depth);
  const vals = r.vals.slice();
  vals[at] = v;
  spend(1 + (vals.length >> 5));
  return new Rec(r.id, r.names, vals, size, depth);
}

function shortName(id) {
  return id.slice(id.lastIndexOf(".") + 1);
}
