import type { HistoryEntry } from '../../api/datasets.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { statesOf, type VersionState } from './history.ts';
import { publicationsTexts } from './texts.ts';

const TONES: Readonly<Record<VersionState, Tone>> = {
  live: 'good',
  kept: 'active',
  'rolled-back': 'warn',
  dropped: 'idle',
};

/** What has become of a version. */
export function VersionStates({ entry }: { readonly entry: HistoryEntry }) {
  const words = publicationsTexts().history.states;
  return (
    <span class="version-states">
      {statesOf(entry).map((state) => (
        <Badge key={state} tone={TONES[state]}>
          {words[state]}
        </Badge>
      ))}
    </span>
  );
}
