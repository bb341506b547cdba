// The sysop's table of metrics, made from the code's.

import { METRICS } from "./metrics.ts";

export function renderMetricsTable(): string {
  const rows = METRICS.map(
    ({ name, type, labels, help }) => `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
  );
  return `| metric | type | labels | what it is |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
}
