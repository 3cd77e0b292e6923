import type { ComponentChildren } from 'preact';

export interface EmptyProps {
  readonly title: string;
  /** What would bring something here. */
  readonly children?: ComponentChildren;
}

/** Where there is nothing to show: says so, and what to do. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
