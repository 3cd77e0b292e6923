import { ForeignText } from './foreign-text.tsx';
import { Time } from './time.tsx';

export interface TimelineItemProps {
  readonly at: string;
  /** How it looks. */
  readonly kind: string;
  readonly text: string;
  readonly facts: readonly string[];
  /** What somebody or something else has said about it. */
  readonly foreign: string | undefined;
}

/** A moment of a timeline: when, what, and what more is known of it. */
export function TimelineItem({ at, kind, text, facts, foreign }: TimelineItemProps) {
  return (
    <li class={`timeline-entry timeline-${kind}`}>
      <span class="timeline-time">
        <Time at={at} show="absolute" />
      </span>
      <span>
        {text}
        {facts.length > 0 && <span class="muted"> · {facts.join(' · ')}</span>}
        {foreign !== undefined && (
          <span class="timeline-reason">
            <ForeignText text={foreign} />
          </span>
        )}
      </span>
    </li>
  );
}
