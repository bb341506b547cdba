// Runs one attack of `attacks.ts` and then an honest unit of the same trust domain; prints one line for each.

import { Isolates } from "../../../../engine/sandbox/isolates.ts";
import type { CallResult, HostFunction } from "../../../../engine/sandbox/types.ts";
import { ATTACKS } from "./attacks.ts";

const attack = ATTACKS[process.argv[2]!]!;
// Long enough that a busy machine does not take for slow what fails for another reason.
const isolates = new Isolates({ memoryMb: 16, wallMs: 1_000 });

function define(id: string, domain: string, js: string, host: Readonly<Record<string, HostFunction>> = {}): void {
  isolates.define({
    id,
    domain,
    scripts: [{ name: id, js: `(function (host) { return ${js} })` }],
    boot: "(host, data, make) => make(host)",
    data: "{}",
    host,
  });
}

function show(label: string, result: CallResult): void {
  console.log(`${label}: ${result.ok ? `ok ${result.outcome}` : `fault ${result.fault}`}`);
}

define("attack", "guest", attack.js, attack.host);
define("honest", "guest", "(x) => [x, x + 1].map(String).join(' ')");
define("neighbour", "other", "(x) => String(x)");
isolates.call("neighbour", [1]);
let last = isolates.call("attack", [1]);
for (let i = 1; i < (attack.times ?? 1) && last.ok; i++) last = isolates.call("attack", [1]);
show("attack", last);
show("honest", isolates.call("honest", [1]));
show("neighbour", isolates.call("neighbour", [7]));
isolates.dispose();
