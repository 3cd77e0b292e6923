import { alignColumns, indent } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import type { ContainerSettings } from '../settings.ts';

/** Where the composed stack is to be found, and how to begin. The token stays in its file. */
export function describeContainers(
  { httpPort, queryPort, envFile }: Pick<ContainerSettings, 'httpPort' | 'queryPort' | 'envFile'>,
  messages: Messages,
): string[] {
  const words = messages.containers;
  const url = `http://127.0.0.1:${httpPort}`;
  const rows = [
    [words.console, url],
    [messages.stack.documentation, `${url}/docs`],
    [messages.stack.query, `http://127.0.0.1:${queryPort}`],
    [messages.stack.token, `${envFile} (REGPIPE_API_TOKEN)`],
    [messages.stack.drops, 'docker compose run --rm -T drop FILE.csv <FILE.csv'],
    [words.logs, 'docker compose logs --follow'],
  ];
  return [...indent(alignColumns(rows, ['left', 'left'])), '', words.toBegin];
}
