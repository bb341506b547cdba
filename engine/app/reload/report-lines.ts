// What became of a world's state when other packs came in, in lines for whoever ordered it.

import type { StateReport } from "./order.ts";

export function reportLines({ lost, back, born, aside, asideCount, onOldCode, migrations, broken }: StateReport): string[] {
  return [
    ...Object.entries(lost).map(([id, count]) => `lost its definition and waits in limbo: ${id}${count > 1 ? `, ${count} of them` : ""}`),
    ...(back > 0 ? [`back from limbo: ${back}`] : []),
    ...(born > 0 ? [`new: ${born}`] : []),
    ...aside.map((value) => `set aside, for it does not fit any more: ${value}`),
    ...(asideCount > aside.length ? [`set aside besides: ${asideCount - aside.length}`] : []),
    ...(onOldCode > 0 ? [`questions and timers that go on with the code that left them: ${onOldCode}`] : []),
    ...(migrations > 0 ? [`migrations: ${migrations}`] : []),
    ...broken.map((one) => `a builder's pack does not check any more: ${one}`),
  ];
}
