// What goes wrong beyond physics, in shares of 1; may be changed while a simulation runs.

export interface Weather {
  /** Of all frames that came in whole, those taken all the same. */
  loss: number;
  /** Of all packets handed to a host, those handed a second time. */
  duplicates: number;
  /** Of all packets handed to a host, those held back so that later ones pass them. */
  reordering: number;
}

export const CLEAR: Readonly<Weather> = { loss: 0, duplicates: 0, reordering: 0 };
