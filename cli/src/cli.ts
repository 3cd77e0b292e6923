import { type ApiClient, createApiClient } from './api-client.ts';
import type { Messages } from './messages/index.ts';
import type { Output } from './output.ts';
import { readSettings } from './settings.ts';

/** What every command is given. */
export interface Cli {
  readonly messages: Messages;
  readonly output: Output;
  /** Settings are read at the first use, so that `--help` works with bad ones too. */
  readonly api: ApiClient;
  /** What the process ends with; set by the command that ran. */
  exitCode: number;
}

export function createCli(messages: Messages, output: Output): Cli {
  let api: ApiClient | undefined;
  return {
    messages,
    output,
    get api() {
      return (api ??= createApiClient(readSettings(), messages));
    },
    exitCode: 0,
  };
}
