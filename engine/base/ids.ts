// Branded ids: a number that names an entity can never be passed where one that names a row or a turn is wanted.

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Names an entity for the whole life of a world; never used twice. */
export type EntityId = Branded<number, "entity">;
/** Names a row within its table; never used twice. */
export type RowId = Branded<number, "row">;
export type TurnId = Branded<number, "turn">;
export type TimerId = Branded<number, "timer">;
export type PromptId = Branded<number, "prompt">;
export type TransferId = Branded<number, "transfer">;
/** The entity that holds the money, or a treasury: 0 and below. */
export type PurseId = Branded<number, "purse">;

export const asEntityId = (n: number): EntityId => n as EntityId;
export const asRowId = (n: number): RowId => n as RowId;
export const asTurnId = (n: number): TurnId => n as TurnId;
export const asTimerId = (n: number): TimerId => n as TimerId;
export const asPromptId = (n: number): PromptId => n as PromptId;
export const asTransferId = (n: number): TransferId => n as TransferId;
export const asPurseId = (n: number): PurseId => n as PurseId;

/** No entity: an unowned thing's owner, the `who` of a plain property. Entities count from 1. */
export const NOBODY = 0 as EntityId;
/** The first treasury. Money is minted from treasuries and burned to them; they alone may go below zero. Further ones count down from -1. */
export const TREASURY = 0 as PurseId;
export const WORLD_TREASURY = "world";
