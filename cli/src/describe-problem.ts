import { displayWidth, padEnd } from './format.ts';
import type { Messages } from './messages/index.ts';
import type { Style } from './output.ts';

export interface Problem {
  readonly code: string | null;
  /** Its further lines, such as a table, stand as they are. */
  readonly message: string;
  readonly next: string | undefined;
}

/** What went wrong and what to do next, each behind its label. */
export function describeProblem(problem: Problem, messages: Messages, style: Style): string[] {
  const { label, nextLabel } = messages.errors;
  const columns = Math.max(displayWidth(label), displayWidth(nextLabel));
  const [first = '', ...more] = problem.message.split('\n');
  const code = problem.code === null ? '' : ` ${style('dim', `(${problem.code})`)}`;
  return [
    `${style(['red', 'bold'], padEnd(label, columns))}${first}${code}`,
    ...more,
    ...(problem.next === undefined ? [] : [`${style('bold', padEnd(nextLabel, columns))}${problem.next}`]),
  ];
}
