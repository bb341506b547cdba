// Types of values that the checker could not know (`any`, what a map holds): checked where a function or a record takes them (rule 40).

function fitsType(v, type) {
  switch (type) {
    case "number":
      return typeof v === "number";
    case "bool":
      return typeof v === "boolean";
    case "text":
    case "words":
      return isText(v);
  }
  const t = tagOf(v);
  switch (type) {
    case "money":
      return t === MONEY;
    case "duration":
      return t === DURATION;
    case "time":
      return t === TIME;
    case "direction":
      return t === DIRECTION;
    case "mandate":
      return t === MANDATE;
    case "list":
      return t === LIST;
    case "map":
      return t === MAP;
    case "record":
      return t === RECORD;
    case "row":
      return t === ROW || t === RECORD;
    case "model":
      return t === MODEL || t === ENTITY;
    case "entity":
      // A direction stands for the exit that way (rule 34).
      return t === ENTITY || t === EXIT || t === DIRECTION;
  }
  return true;
}

/** `v` if it is of the type; `optional` lets nothing pass. */
function fit(v, type, name, optional) {
  if (v === null || v === undefined) return optional ? null : fail("missing", `${name} is nothing`);
  return fitsType(v, type) ? v : fail("type", `${name} must be ${type === "words" ? "text" : type}, not ${kindWord(v)}`);
}
