import type { ComponentChildren } from 'preact';

export interface FactsProps {
  /** Name and value; a value of null is left out. */
  readonly items: readonly (readonly [ComponentChildren, ComponentChildren | null])[];
}

/** Names with their values, one below the other. */
export function Facts({ items }: FactsProps) {
  return (
    <dl class="facts">
      {items.map(([name, value], index) =>
        value === null ? null : (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
