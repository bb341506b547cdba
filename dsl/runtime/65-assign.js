// Writing a path writes its root (rule 43): values are copied along the path, and the last entity or row on it is told.
// A step is a property name, or `[key]` for what stood in brackets.

/**
 * `root STEPS op v`, with op `=`, `+=`, `-=`, `add` or `remove`. Returns the new root, which is the same when
 * it is an entity or a row.
 */
function assign(root, steps, op, v) {
  return assignAt(root, steps, 0, op, v);
}

/** `root.name = v`, the common case. */
function assignProp(root, name, v) {
  if (tagOf(root) >= ENTITY && root.t <= DIRECTION) {
    setProp(root, name, v);
    return root;
  }
  return putIn(root, name, v);
}

function combine(op, old, v) {
  switch (op) {
    case "+=":
      return add(old, v);
    case "-=":
      return sub(old, v);
    case "add":
      return listAdd(old, v);
    case "remove":
      return listRemove(old, v);
  }
  return v;
}

function assignAt(x, steps, at, op, v) {
  if (at === steps.length) return combine(op, x, v);
  spend(1);
  const step = steps[at];
  const t = tagOf(x);
  if (t >= ENTITY && t <= DIRECTION) return assignRef(x, steps, at, op, v);
  const isLast = at === steps.length - 1;
  if (typeof step !== "string" && t === LIST) {
    const i = position(x, step[0]);
    const made = isLast && op === "=" ? v : assignAt(x.a[i], steps, at + 1, op, v);
    return made === x.a[i] ? x : listPut(x, i, made);
  }
  if (isLast && op === "=") return putIn(x, step, v);
  const old = typeof step === "string" ? get(x, step) : index(x, step[0]);
  const made = assignAt(old, steps, at + 1, op, v);
  return made === old ? x : putIn(x, step, made);
}

function putIn(x, step, v) {
  const t = tagOf(x);
  if (t === RECORD && typeof step === "string") return recordPut(x, step, v);
  if (t === MAP) return dictPut(x, typeof step === "string" ? step : mapKey(step[0]), v);
  if (x === null || x === undefined) return fail("missing", "there is nothing here to write to");
  return fail("type", `nothing can be written into a ${kindWord(x)}`);
}

function assignRef(x, steps, at, op, v) {
  const name = steps[at];
  if (typeof name !== "string") fail("type", `a ${kindWord(x)} has no numbered items`);
  const next = steps[at + 1];
  if (typeof next === "object" && hasEach(x, name, next[0])) {
    if (next[0] === null) fail("missing", `${name} is kept for somebody, and there is nobody`);
    if (at + 2 === steps.length && op === "=") setEach(x, name, next[0], v);
    else {
      const old = getEach(x, name, next[0]);
      const made = assignAt(old, steps, at + 2, op, v);
      if (made !== old) setEach(x, name, next[0], made);
    }
    return x;
  }
  if (at === steps.length - 1 && op === "=") {
    setProp(x, name, v);
    return x;
  }
  const old = get(x, name);
  const made = assignAt(old, steps, at + 1, op, v);
  if (made !== old) setProp(x, name, made);
  return x;
}
