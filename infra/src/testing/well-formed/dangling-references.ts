import type { Block, Synthesised } from '../synthesise.ts';
import { type Reference, referencesIn } from './references.ts';

/** Names that Terraform knows by itself. */
const BUILT_IN = new Set(['each', 'count', 'self', 'path', 'terraform']);

/**
 * References to what does not exist: in the stack itself, and in the states of others, whose outputs must be there and
 * which must have been applied before. Stacks come in the order in which they are applied.
 */
export function findDanglingReferences(stacks: readonly Synthesised[]): string[] {
  return stacks.flatMap((stack, index) => {
    const earlier = new Map(stacks.slice(0, index).map((other) => [other.name, other]));
    return Array.from(referencesIn(stack)).flatMap((reference) =>
      isDeclared(stack, reference, earlier)
        ? []
        : [`${stack.name}: ${reference.path.join('.')} refers to ${reference.parts.join('.')}`],
    );
  });
}

function isDeclared(
  stack: Synthesised,
  { parts }: Reference,
  earlier: ReadonlyMap<string, Synthesised>,
): boolean {
  const [first = '', second = '', third = '', ...more] = parts;
  if (BUILT_IN.has(first)) return true;
  switch (first) {
    case 'var':
      return second in stack.variables;
    case 'local':
      return has(stack.json['locals'], second);
    case 'ephemeral':
      return has(stack.json['ephemeral'], second, third);
    case 'data':
      if (second === 'terraform_remote_state') return isKept(stack, third, more, earlier);
      return has(stack.json['data'], second, third);
    default:
      return has(stack.json['resource'], first, second);
  }
}

/** Whether the state of another stack has the output. */
function isKept(
  stack: Synthesised,
  name: string,
  [outputs = '', output = '']: readonly string[],
  earlier: ReadonlyMap<string, Synthesised>,
): boolean {
  const state = stack.data('terraform_remote_state')[name];
  if (state === undefined || outputs !== 'outputs') return false;
  const { path, key } = state['config'] as Readonly<Record<string, string>>;
  const other = /(?:^|\/)([\w-]+)\.tfstate$/.exec(path ?? key ?? '')?.[1] ?? '';
  return has(earlier.get(other)?.outputs, output);
}

function has(value: unknown, ...keys: readonly string[]): boolean {
  let at = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false;
    at = (at as Block)[key];
  }
  return at !== undefined;
}
