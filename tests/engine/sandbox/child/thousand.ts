// Asks for a thousand trust domains at once, each with a call that holds on while the next is made, then for all of them again.

import { Isolates } from "../../../../engine/sandbox/isolates.ts";

const COUNT = 1_000;
const isolates = new Isolates({ memoryMb: 16 });
for (let i = 0; i < COUNT; i++) {
  const next = { next: () => (i % 10 === 9 ? "" : outcomeOf(i + 1)) };
  isolates.define({ id: `u${i}`, domain: `d${i}`, scripts: [], boot: "(host) => () => 'x' + host.next()", data: "{}", host: next });
}

function outcomeOf(i: number): string {
  const result = isolates.call(`u${i}`, [], 2_000);
  return result.ok ? result.outcome : `fault ${result.fault}`;
}

let wrong = 0;
for (let round = 0; round < 2; round++) {
  for (let i = 0; i < COUNT; i += 10) if (outcomeOf(i) !== "x".repeat(10)) wrong++;
}
console.log(`wrong: ${wrong}`);
console.log(`live: ${isolates.live}`);
isolates.dispose();
