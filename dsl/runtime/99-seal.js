// Locks what this runtime stands on, so that nothing that runs later in the isolate can bend it.

for (const made of [
  Object,
  Array,
  String,
  Number,
  Boolean,
  Map,
  Set,
  Error,
  RangeError,
  TypeError,
  RegExp,
  Symbol,
  Math,
  JSON,
  Stop,
  Refusal,
  Fault,
  Ref,
  Amount,
  List,
  Dict,
  Rec,
  Rich,
  Part,
  Fn,
  Deed,
  Mark,
  Lesson,
  Course,
  Held,
  Seen,
  Nature,
]) {
  if (made.prototype) Object.freeze(made.prototype);
  // `Error.stackTraceLimit` is read by the engine itself.
  if (made !== Error) Object.freeze(made);
}
for (const sample of [() => {}, function* () {}, async () => {}, [][Symbol.iterator](), new Map().entries(), ""[Symbol.iterator]()]) {
  Object.freeze(Object.getPrototypeOf(sample));
}
