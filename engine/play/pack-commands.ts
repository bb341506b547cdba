// All commands of all packs, wherever they are declared: top level, kinds, entities, and what extends them.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Command } from "../world/definition.ts";

export function packCommands(packs: Iterable<CompiledPack>): Command[] {
  return [...packs].flatMap((pack) => {
    const own = (owner: string | null, commands: CompiledPack["commands"]): Command[] =>
      commands.map((def) => ({ pack: pack.id, def, owner }));
    return [
      ...own(null, pack.commands),
      ...pack.kinds.flatMap((kind) => own(kind.id, kind.commands)),
      ...pack.extensions.flatMap((extension) => own(extension.target, extension.commands)),
      ...pack.entities.flatMap((entity) => own(entity.id, entity.commands)),
    ];
  });
}
