import { join } from 'node:path';

import { alignColumns, indent } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import type { StackState } from './stack-state.ts';

/** Where a running stack is to be found. The password stays in its file. */
export function describeStack(
  state: Pick<StackState, 'apiUrl' | 'queryUrl' | 'dropFolder' | 'databaseUrl'>,
  dataDirectory: string,
  messages: Messages,
): string[] {
  const words = messages.stack;
  const rows = [
    [words.console, state.apiUrl],
    [words.api, state.apiUrl],
    [words.documentation, `${state.apiUrl}/docs`],
    ...(state.queryUrl === undefined ? [] : [[words.query, state.queryUrl]]),
    [words.token, join(dataDirectory, 'api-token')],
    [words.database, withoutPassword(state.databaseUrl)],
    [words.data, dataDirectory],
    ...(state.dropFolder === undefined ? [] : [[words.drops, state.dropFolder]]),
  ];
  return indent(alignColumns(rows, ['left', 'left']));
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (url.password !== '') url.password = '…';
  return decodeURI(url.href);
}
