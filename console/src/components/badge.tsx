import type { ComponentChildren } from 'preact';

/** How a state is to be taken; the style sheet has a colour for each. */
export type Tone = 'good' | 'active' | 'warn' | 'bad' | 'idle';

/** Colour alone would say nothing to many. */
const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', active: '▸', warn: '!', bad: '✕', idle: '·' };

/** A short word about a state. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return (
    <span class={`badge badge-${tone}`}>
      <span class="badge-sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {children}
    </span>
  );
}
