// Rows of tables: plans are compiled into the manifest, and only parameters travel.

/** What the host says about rows: a number, a list, or what it has against it. */
function rowsAnswer(wire) {
  return typeof wire === "number" ? wire : decode(wire);
}

/** Rows by a plan, within its limit: more than the default limit of 100 is a fault of the host (rule 44). */
function query(plan, ...params) {
  spend(10);
  const rows = decode(host.query(plan, encodeAll(params)));
  spend(rows.a.length);
  return rows;
}

/** All rows of a plan, for a loop over them. */
function queryAll(plan, ...params) {
  spend(10);
  const wire = host.queryAll(plan, encodeAll(params));
  if (typeof wire !== "string" || wire.charCodeAt(0) !== 106) return walk(decode(wire));
  const rows = JSON.parse(wire.slice(1));
  spend(rows.length);
  if (rows.length > LIMITS.loopItems) fail("range", `a loop walks at most ${LIMITS.loopItems} rows`);
  const made = [];
  for (let i = 1; i < rows.length; i++) made.push(decode(rows[i]));
  return made;
}

function queryCount(plan, ...params) {
  spend(10);
  return rowsAnswer(host.queryCount(plan, encodeAll(params)));
}

function addRow(table, made) {
  spend(10);
  // A record or map that was not written in place brings its own fields.
  const named =
    tagOf(made) === RECORD ? rowRecord(table, made.names, made.vals) : tagOf(made) === MAP ? rowRecord(table, made.keys, made.vals) : null;
  if (named === null) fail("type", `a ${shortName(table)} is added with {…}, not with ${kindWord(made)}`);
  return decode(host.rowAdd(table, encode(named)));
}

function removeRow(row) {
  if (tagOf(row) !== ROW) fail(row === null || row === undefined ? "missing" : "type", `only a row can be removed, not ${kindWord(row)}`);
  spend(10);
  rowsAnswer(host.rowRemove(row.w));
}

function updateRows(plan, ...params) {
  spend(10);
  spend(rowsAnswer(host.rowsUpdate(plan, encodeAll(params))));
}

function removeRows(plan, ...params) {
  spend(10);
  spend(rowsAnswer(host.rowsRemove(plan, encodeAll(params))));
}

/** For conditions that no plan can express: rows are sifted here. `tail` is applied to what is left. */
function sift(rows, test) {
  const kept = [];
  for (const row of rows) {
    spend(2);
    if (test(row)) kept.push(row);
  }
  return kept;
}

/** What was sifted, as a value. */
function rowList(rows) {
  return list(walk(rows).slice());
}

/** Of sifted rows those after `from`, at most `many`. */
function stretch(rows, from, many) {
  const start = tailCount(from, "skip");
  return rows.slice(start, many === Infinity ? undefined : start + tailCount(many, "limit"));
}
