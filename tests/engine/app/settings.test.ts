// Settings as a sysop writes them: what is printed is read again as the same, and what is wrong is shown with its place.

import fc from "fast-check";
import { stringify } from "smol-toml";
import { describe, expect, it, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { printSettings } from "../../../engine/app/settings/print.ts";
import { checkConfig } from "../../../engine/app/settings/read.ts";

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
const count = fc.integer({ min: 1, max: 2_000_000_000 });
const minutes = fc.double({ min: 0.001, max: 100_000, noNaN: true });
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) => fc.record(shape, { requiredKeys: [] });
const place = fc.oneof(
  fc.record({ serial: text.map((name) => `/dev/${name}`) }),
  fc.record({ serial: text.map((name) => `/dev/${name}`), baud: fc.constantFrom(9_600, 115_200) }),
  fc.record({ host: fc.tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 })).map(([name, port]) => `${name}:${port}`) }),
);
const radio = fc
  .tuple(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/), place, some({ most_hops: fc.integer({ min: 0, max: 7 }) }))
  .map(([name, where, more]) => ({ name, ...where, ...more }));

const written = some({
  world: text,
  db: text,
  telnet: some({ host: text, port: fc.integer({ min: 0, max: 65_535 }), max_waiting: count, idle_minutes: minutes }),
  budget: some({ fuel: count, nesting: fc.integer({ min: 1, max: 16 }), walk: count }),
  sandbox: some({ memory_mb: fc.integer({ min: 8, max: 512 }), idle_minutes: minutes }),
  grants: fc.dictionary(text, fc.array(text)),
  log: some({ file: text, level: fc.constantFrom("trace", "warn", "silent") }),
  supervision: some({ turn_ms: fc.integer({ min: 100, max: 9_999 }), drain_ms: fc.integer({ min: 0, max: 60_000 }) }),
  metrics: some({ host: text, port: fc.integer({ min: 0, max: 65_535 }) }),
  mesh: some({
    unsealed: fc.constantFrom("off", "guest", "password"),
    session_idle_minutes: minutes,
    duty_cycle: fc.double({ min: 0.000001, max: 1, noNaN: true }),
    ignore: fc.array(fc.integer({ min: 0, max: 0xffffffff }).map((node) => `!${node.toString(16).padStart(8, "0")}`)),
    public_prefix: fc.string({ minLength: 1, maxLength: 10 }),
    beacon_minutes: fc.double({ min: 60, max: 1_000, noNaN: true }),
    ascii: fc.boolean(),
  }),
  radio: fc
    .uniqueArray(radio, {
      maxLength: 4,
      selector: (one) => ("serial" in one ? one.serial : one.host),
    })
    .map((all) => all.filter((one, at) => all.findIndex(({ name }) => name === one.name) === at)),
});

describe("settings that are printed", () => {
  it("are read again as the same", () => {
    fc.assert(
      fc.property(written, (table) => {
        const config = checkConfig(stringify(table), "f.toml");
        expect(checkConfig(printSettings(config), "f.toml")).toEqual(config);
      }),
      { numRuns: 300 },
    );
  });

  it("hold what was written, and the defaults where nothing was", () => {
    const config = checkConfig('[mesh]\nignore = ["!0A0b0c0d"]\n[[radio]]\nname = "roof"\nhost = "10.0.0.7"\nmost_hops = 2', "f.toml");
    expect(config).toEqual({
      ...DEFAULT_CONFIG,
      mesh: { ...DEFAULT_CONFIG.mesh, ignore: [0x0a0b0c0d] },
      radios: [{ name: "roof", serial: null, baud: null, host: "10.0.0.7", mostHops: 2 }],
    });
    const printed = printSettings(config);
    expect(printed).toContain("[[radio]]\n# how log");
    expect(printed).toContain('name = "roof"\n');
    expect(printed).toContain("idle_minutes = 60\n");
    expect(printed).toContain("# baud: not set, 115200\n");
  });
});

describe("a wrong setting is shown", () => {
  test.each([
    ["a misspelt key", "[telnet]\n\nprot = 23", "f.toml:3: there is no setting telnet.prot. Did you mean port?"],
    ["a misspelt section", "[telent]\nport = 23", "f.toml:1: there is no setting telent. Did you mean telnet?"],
    ["a key in the wrong place", "max_line_bytes = 23", "f.toml:1: there is no setting max_line_bytes. It stands in [telnet]."],
    ["a key like no other", "[log]\nrotation = 1", "f.toml:2: there is no setting log.rotation. There are: level, file."],
    ["a value too large", "[telnet]\nport = 70000", "f.toml:2: telnet.port is 70000; it takes a whole number from 0 to 65535."],
    ["a value of another kind", 'telnet.port = "23"', 'f.toml:1: telnet.port is "23"; it takes a whole number from 0 to 65535.'],
    ["a choice that is none", "[mesh]\nunsealed = true", "f.toml:2: mesh.unsealed is true; it takes one of off, guest, password."],
    ["a section that is a value", "log = 5", "f.toml:1: log is 5; it takes a section, written [log]."],
    ["one radio as a section", '[radio]\nname = "a"', 'f.toml:1: radio is {"name":"a"}; it takes tables, written [[radio]].'],
    ["a radio without a name", '[[radio]]\nhost = "a"', "f.toml:1: radio[1].name is missing; it takes a short name"],
    ["a radio without a place", '[[radio]]\nname = "a"', "f.toml:2: radio a: it needs serial or host, to say where it is."],
    ["a radio in two places", '[[radio]]\nname = "a"\nhost = "b"\nserial = "/dev/x"', "f.toml:3: radio a: it has serial and host;"],
    ["a place that is none", '[[radio]]\nname = "a"\nhost = "b c"', 'f.toml:3: radio[1].host is "b c"; it takes HOST or HOST:PORT.'],
    [
      "two radios of one name",
      '[[radio]]\nname = "a"\nhost = "b"\n[[radio]]\nname = "a"\nhost = "c"',
      "f.toml:5: radio a: another radio has this name",
    ],
    [
      "two radios in one place",
      '[[radio]]\nname = "a"\nhost = "b"\n[[radio]]\nname = "c"\nhost = "b"',
      "f.toml:6: radio c: it is in the same place as radio a.",
    ],
    [
      "two radios in one place, once with its port",
      '[[radio]]\nname = "a"\nhost = "roof.local"\n[[radio]]\nname = "c"\nhost = "Roof.local:4403"',
      "f.toml:6: radio c: it is in the same place as radio a.",
    ],
    ["speed without a line", '[[radio]]\nname = "a"\nhost = "b"\nbaud = 9600', "f.toml:4: radio a: baud is for a serial line"],
    ["a node that is none", '[mesh]\nignore = ["0a0b0c0d"]', 'f.toml:2: mesh.ignore[1] is "0a0b0c0d"; it takes a list of nodes'],
    ["a beacon that floods", "[mesh]\nbeacon_minutes = 5", "f.toml:2: mesh.beacon_minutes is 5; it takes a number, 60 or more."],
    ["no TOML", "[telnet]\nport = ", "f.toml:2:8: Invalid TOML document"],
  ])("%s", (_, file, sentence) => {
    expect(() => checkConfig(file, "f.toml")).toThrow(sentence);
  });

  test("together with all others", () => {
    const found = () => checkConfig("[telnet]\nport = -1\n[sandbox]\nmemory = 9\nidle_minutes = 0", "f.toml");
    expect(found).toThrow(
      /f\.toml:2: telnet\.port is -1[^\n]*\nf\.toml:5: sandbox\.idle_minutes is 0[^\n]*\nf\.toml:4: there is no setting sandbox\.memory/,
    );
  });

  test("whatever is written, in a sentence that names the file", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("world", "telnet", "radio", "mesh", "grants", "x"), fc.jsonValue({ maxDepth: 3 })),
        (table) => {
          let file: string;
          try {
            file = stringify(table as Record<string, never>);
          } catch {
            return;
          }
          try {
            checkConfig(file, "f.toml");
          } catch (error) {
            expect(error).toMatchObject({ code: "E_CONFIG", message: expect.stringMatching(/f\.toml:/) });
            expect((error as Error).message).not.toMatch(/undefined|\[object/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
