import type { ComponentChildren } from 'preact';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while nobody knows how much there is. */
  readonly share: number | null;
  readonly state?: 'waiting' | 'active' | 'done' | 'failed';
  /** Stands at the right of the label. */
  readonly children?: ComponentChildren;
}

/** How far something has come. */
export function ProgressBar({ label, share, state = 'active', children }: ProgressBarProps) {
  const percent = share === null ? null : Math.floor(Math.min(Math.max(share, 0), 1) * 100);
  return (
    <div class={`progress progress-${state}`}>
      <div class="progress-head">
        <span class="progress-label">{label}</span>
        <span class="progress-facts">{children}</span>
        <span class="progress-percent">{percent === null ? '' : `${percent} %`}</span>
      </div>
      {percent === null && state === 'active' ? (
        <progress aria-label={label} />
      ) : (
        <progress aria-label={label} value={percent ?? 0} max={100} />
      )}
    </div>
  );
}
