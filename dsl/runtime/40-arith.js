// Sums over numbers, money, durations and times. Nothing here ever yields NaN, an infinity or an unsafe whole number:
// what would is a fault (rules 41 and the outline's *Values*).

const MAX = Number.MAX_SAFE_INTEGER;

function checked(r) {
  // Written so that NaN fails too.
  if (!(r <= MAX && r >= -MAX)) fail("range", "this number is too large");
  return r + 0;
}

function amount(t, n) {
  return new Amount(t, checked(n));
}

/** Half away from zero, for money and durations. */
function roundAway(x) {
  const r = x < 0 ? -Math.round(-x) : Math.round(x);
  return r + 0;
}

function mismatch(verb, a, b) {
  if (a === null || b === null || a === undefined || b === undefined) fail("missing", `there is nothing here to ${verb}`);
  fail("type", `${kindWord(a)} and ${kindWord(b)} do not ${verb}`);
}

function add(a, b) {
  if (typeof a === "number" && typeof b === "number") return checked(a + b);
  if (typeof a === "string" && typeof b === "string") return checkText(a + b);
  if (isText(a) && isText(b)) return text(a, b);
  const x = tagOf(a);
  const y = tagOf(b);
  if (x === MONEY && (y === MONEY || typeof b === "number")) return amount(MONEY, a.n + (y === MONEY ? b.n : whole(b, "money")));
  if (y === MONEY && typeof a === "number") return amount(MONEY, whole(a, "money") + b.n);
  if (x === DURATION && (y === DURATION || y === TIME)) return amount(y, a.n + b.n);
  if (x === TIME && y === DURATION) return amount(TIME, a.n + b.n);
  if (x === LIST && y === LIST) return list(a.a.concat(b.a));
  return mismatch("add", a, b);
}

function sub(a, b) {
  if (typeof a === "number" && typeof b === "number") return checked(a - b);
  const x = tagOf(a);
  const y = tagOf(b);
  if (x === MONEY && (y === MONEY || typeof b === "number")) return amount(MONEY, a.n - (y === MONEY ? b.n : whole(b, "money")));
  if (y === MONEY && typeof a === "number") return amount(MONEY, whole(a, "money") - b.n);
  if (x === TIME && y === TIME) return amount(DURATION, a.n - b.n);
  if ((x === TIME || x === DURATION) && y === DURATION) return amount(x, a.n - b.n);
  return mismatch("subtract", a, b);
}

function mul(a, b) {
  if (typeof a === "number" && typeof b === "number") return checked(a * b);
  const x = tagOf(a);
  const y = tagOf(b);
  if ((x === MONEY || x === DURATION) && typeof b === "number") return amount(x, roundAway(checked(a.n * b)));
  if ((y === MONEY || y === DURATION) && typeof a === "number") return amount(y, roundAway(checked(a * b.n)));
  return mismatch("multiply", a, b);
}

function divisor(n) {
  if (n === 0) fail("range", "nothing can be divided by zero");
  return n;
}

/** `/`: a decimal; of two amounts of one kind a number. */
function div(a, b) {
  if (typeof a === "number" && typeof b === "number") return checked(a / divisor(b));
  const x = tagOf(a);
  if (x === MONEY || x === DURATION) {
    if (tagOf(b) === x) return checked(a.n / divisor(b.n));
    if (typeof b === "number") return amount(x, roundAway(checked(a.n / divisor(b))));
  }
  return mismatch("divide", a, b);
}

/** The rest has the sign of the divisor, and `a is (a div b) * b + a mod b`. */
function modulo(a, b) {
  const rest = a % divisor(b);
  return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
}

function wholeDiv(a, b) {
  return checked(Math.round((a - modulo(a, b)) / b));
}

function idiv(a, b) {
  if (typeof a === "number" && typeof b === "number") return wholeDiv(a, b);
  const x = tagOf(a);
  if (x === MONEY || x === DURATION) {
    if (tagOf(b) === x) return wholeDiv(a.n, b.n);
    if (typeof b === "number") return amount(x, x === MONEY ? wholeDiv(a.n, b) : roundAway(wholeDiv(a.n, b)));
  }
  return mismatch("divide", a, b);
}

function mod(a, b) {
  if (typeof a === "number" && typeof b === "number") return checked(modulo(a, b));
  const x = tagOf(a);
  if (x === MONEY || x === DURATION) {
    if (tagOf(b) === x) return amount(x, modulo(a.n, b.n));
    if (typeof b === "number") return amount(x, roundAway(modulo(a.n, b)));
  }
  return mismatch("divide", a, b);
}

function neg(a) {
  if (typeof a === "number") return checked(-a);
  const x = tagOf(a);
  return x === MONEY || x === DURATION ? amount(x, -a.n) : mismatch("negate", a, 0);
}
