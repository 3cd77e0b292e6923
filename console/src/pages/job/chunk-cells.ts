import type { ChunkMap, ChunkState } from '@regpipe/contracts';

/** `missing` has not been fetched. */
export type CellState = ChunkState | 'missing';

/** In the order in which they matter: of several chunks in one cell the first of these shows. */
export const CELL_STATES = [
  'dead',
  'redriven',
  'rejects',
  'waiting',
  'missing',
  'loaded',
] as const satisfies readonly CellState[];

/** A square of the map: one chunk, or several neighbours. */
export interface Cell {
  readonly first: number;
  readonly last: number;
  readonly state: CellState;
}

/** How many chunks there are, or have been so far. */
export function chunksIn({ total, runs }: ChunkMap): number {
  return Math.max(total ?? 0, ...runs.map(({ last }) => last + 1));
}

/** How many chunks are in each state; together they are all of them. */
export function countStates(map: ChunkMap): ReadonlyMap<CellState, number> {
  const counts = new Map<CellState, number>(CELL_STATES.map((state) => [state, 0]));
  let known = 0;
  for (const { first, last, state } of map.runs) {
    counts.set(state, (counts.get(state) ?? 0) + last - first + 1);
    known += last - first + 1;
  }
  return counts.set('missing', chunksIn(map) - known);
}

/** The map as at most so many cells, each for as many chunks as it takes. */
export function cellsOf(map: ChunkMap, most: number): Cell[] {
  const chunks = chunksIn(map);
  const perCell = Math.max(Math.ceil(chunks / most), 1);
  const cells = Array.from({ length: Math.ceil(chunks / perCell) }, (_, index) => {
    const first = index * perCell;
    return { first, last: Math.min(first + perCell, chunks) - 1, worst: rank('loaded'), known: 0 };
  });
  for (const { first, last, state } of map.runs) {
    for (const cell of cells.slice(Math.floor(first / perCell), Math.floor(last / perCell) + 1)) {
      cell.worst = Math.min(cell.worst, rank(state));
      cell.known += Math.min(last, cell.last) - Math.max(first, cell.first) + 1;
    }
  }
  return cells.map(({ first, last, worst, known }) => {
    const isWhole = known === last - first + 1;
    return {
      first,
      last,
      state: CELL_STATES[isWhole ? worst : Math.min(worst, rank('missing'))] ?? 'missing',
    };
  });
}

function rank(state: CellState): number {
  return CELL_STATES.indexOf(state);
}
