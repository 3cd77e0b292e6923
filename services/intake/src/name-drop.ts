import type { Dataset } from '@regpipe/datasets';

export interface DropName {
  /** The file's name without its ending. */
  readonly name: string;
  /** The data set that takes files of such a name; null where none does. */
  readonly dataset: string | null;
}

/** What a dropped file is called, and whose it is: both are in its name. */
export function nameDrop(key: string, datasets: readonly Dataset[]): DropName {
  const file = key.slice(key.lastIndexOf('/') + 1);
  const taker = datasets.find((dataset) => dataset.load === 'merge' && dataset.drops.fileName.test(file));
  return { name: splitEnding(file)[0], dataset: taker?.name ?? null };
}

/** A name and its ending with the dot, which is empty where there is none: a dot in front begins no ending. */
export function splitEnding(file: string): [stem: string, ending: string] {
  const dot = file.lastIndexOf('.');
  return dot <= 0 ? [file, ''] : [file.slice(0, dot), file.slice(dot)];
}
