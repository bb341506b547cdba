// `lore config`: the settings as they are in force, as a file that can be read again. A wrong file ends with 2 and says what is wrong.

import { loadConfig } from "../load-config.ts";
import { printSettings } from "../settings/print.ts";

export interface ConfigFlags {
  readonly config?: string;
}

export async function config(flags: ConfigFlags): Promise<void> {
  process.stdout.write(printSettings(await loadConfig(flags.config)));
}
