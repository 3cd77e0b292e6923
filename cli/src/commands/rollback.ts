import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { confirm } from '../confirm.ts';
import { autoOption, datasetOption, jsonOption } from '../options.ts';
import { describeRollback, describeTables, previousPublication } from '../publication-facts.ts';
import { addCommand } from './add-command.ts';

interface RollbackOptions {
  readonly dataset: string;
  readonly auto?: true;
}

export function registerRollback(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'rollback', {
    group: 'publications',
    options: [datasetOption(messages), autoOption(messages), jsonOption(messages)],
  }).action(async (options: RollbackOptions) => {
    await rollBack(cli, options);
  });
}

async function rollBack(cli: Cli, { dataset, auto }: RollbackOptions): Promise<void> {
  const { api, messages, output } = cli;
  if (!auto) await confirmRollback(cli, dataset);
  const publication = await api.rollBack(dataset);
  output.result(publication, () => [
    messages.rollback.done(publication.version, publication.source_stamp),
    ...describeTables(publication, messages),
  ]);
}

/** Never asks about a step that it cannot name: without a kept version before the live one it refuses by itself. */
async function confirmRollback(cli: Cli, dataset: string): Promise<void> {
  const { api, messages } = cli;
  const view = await api.dataset(dataset);
  const { live } = view;
  const previous = previousPublication(view);
  if (view.load === 'merge') {
    throw new CliError({
      code: 'NO_PREVIOUS_VERSION',
      message: messages.errors.noVersions(dataset),
      next: messages.nextSteps.NO_PREVIOUS_VERSION,
    });
  }
  if (live === null || previous === undefined) {
    throw new CliError({
      code: live === null ? 'NOT_PUBLISHED' : 'NO_PREVIOUS_VERSION',
      message:
        live === null
          ? messages.live.none(dataset)
          : messages.errors.noPreviousVersion(dataset, live.version),
      next: messages.nextSteps[live === null ? 'NOT_PUBLISHED' : 'NO_PREVIOUS_VERSION'],
    });
  }
  await confirm(cli, {
    facts: describeRollback(live, previous, messages),
    question: messages.confirm.rollbackQuestion(live.version, previous.version),
  });
}
