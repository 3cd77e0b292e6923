import type { ChunkMap } from '@regpipe/contracts';
import { useMemo } from 'preact/hooks';

import { getChunkMap } from '../../api/jobs.ts';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ifServed } from '../../loading/if-served.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { type Cell, CELL_STATES, cellsOf, chunksIn, countStates } from './chunk-cells.ts';
import { jobPageTexts } from './texts.ts';

const POLL_MS = 2_000;
const MOST_CELLS = 900;

export interface ChunkSectionProps {
  readonly jobId: number;
  readonly isActive: boolean;
}

/** Where each chunk of a job is, as a map of squares. */
export function ChunkSection({ jobId, isActive }: ChunkSectionProps) {
  const words = jobPageTexts().chunks;
  const map = useResource(
    `chunks ${jobId} ${isActive ? 'active' : 'settled'}`,
    (signal) => ifServed(getChunkMap(jobId, signal)),
    { pollMs: isActive ? POLL_MS : null },
  );
  if (map.data === null || (map.data !== undefined && chunksIn(map.data) === 0)) return null;
  return (
    <Section title={words.title}>
      <Loaded resource={map}>{(data) => data !== null && <ChunkGrid map={data} />}</Loaded>
    </Section>
  );
}

function ChunkGrid({ map }: { readonly map: ChunkMap }) {
  const words = jobPageTexts().chunks;
  const formats = useFormats();
  const cells = useMemo(() => cellsOf(map, MOST_CELLS), [map]);
  const counts = countStates(map);
  const chunks = formats.count(chunksIn(map));
  const perCell = Math.ceil(chunksIn(map) / Math.max(cells.length, 1));
  const summary = map.total === null ? words.soFar(chunks) : words.summary(chunks);
  const describe = ({ first, last, state }: Cell) =>
    first === last
      ? words.one(formats.count(first), words.states[state])
      : words.several(formats.count(first), formats.count(last), words.states[state]);
  const legend = CELL_STATES.toReversed().filter((state) => (counts.get(state) ?? 0) > 0);
  const spoken = legend.map((state) => `${words.states[state]} ${formats.count(counts.get(state) ?? 0)}`);
  return (
    <>
      <div class="chunk-grid" role="img" aria-label={`${summary}: ${spoken.join(', ')}`}>
        {cells.map((cell) => (
          <span key={cell.first} class={`chunk chunk-${cell.state}`} title={describe(cell)} />
        ))}
      </div>
      <ul class="chunk-legend">
        {legend.map((state) => (
          <li key={state}>
            <span class={`chunk chunk-${state}`} aria-hidden="true" /> {words.states[state]}{' '}
            <strong>{formats.count(counts.get(state) ?? 0)}</strong>
          </li>
        ))}
      </ul>
      <p class="muted chunk-summary">
        {summary}. {perCell > 1 && words.scale(formats.count(perCell))}
      </p>
    </>
  );
}
