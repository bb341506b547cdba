import { lineTransport } from "../../../../engine/radio/sim/sim-line.ts";
import { SYSTEM_TIMERS } from "../../../../engine/radio/timers.ts";
import { linkContract } from "../../../contract/link.ts";

// The simulation's line by the clock on the wall, with the test radio at its far end.
linkContract("sim", async (radio) => {
  let isIn = true;
  let cut: () => void = () => {};
  const transport = lineTransport(SYSTEM_TIMERS, "sim", (line) => {
    if (!isIn) return null;
    cut = () => line.close();
    return radio.attach(line);
  });
  const unplug = async (): Promise<void> => {
    isIn = false;
    cut();
  };
  const plug = async (): Promise<void> => {
    isIn = true;
  };
  return { transport, unplug, plug, dispose: unplug };
});
