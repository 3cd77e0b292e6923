import type { Block, Synthesised } from './synthesise.ts';

type Typed = Readonly<Record<string, Readonly<Record<string, Block>>>>;

export interface HandMade {
  readonly resource?: Typed;
  readonly data?: Typed;
  readonly ephemeral?: Typed;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly output?: Readonly<Record<string, Block>>;
}

/** A stack as terraform gets to see it, without the making of one: for what no stack of ours would be. */
export function handMadeStack(name: string, json: HandMade): Synthesised {
  return {
    name,
    text: JSON.stringify(json, undefined, 2),
    json: { ...json },
    resources: (type) => json.resource?.[type] ?? {},
    only: () => {
      throw new Error('Nobody asks a hand-made stack for its only one');
    },
    data: (type) => json.data?.[type] ?? {},
    outputs: json.output ?? {},
    variables: json.variable ?? {},
  };
}
