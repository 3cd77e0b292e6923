import type { Cli } from '../cli.ts';
import type { Stack } from './read-stacks.ts';

/** Says what the settings of these stacks leave out, which terraform does not know of. */
export function tellWarnings({ messages, output }: Cli, stacks: readonly Stack[]): void {
  for (const warning of stacks.flatMap(({ warnings }) => warnings)) {
    output.line(output.style('yellow', messages.infra.warning(warning)));
  }
}
