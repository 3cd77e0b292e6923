import { type Role, ROLES } from '@regpipe/contracts';
import { Argument, type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { describeNewToken, describeTokens } from '../describe-tokens.ts';
import { jsonOption } from '../options.ts';
import { readSpan } from '../read-span.ts';
import { addCommand } from './add-command.ts';

interface AddOptions {
  readonly role: Role;
  readonly expires?: number;
}

export function registerToken(program: Command, cli: Cli): void {
  const { messages } = cli;
  const token = program
    .command('token')
    .description(messages.tokens.description)
    .helpGroup(messages.program.groups.access)
    .helpCommand(false);
  registerAdd(token, cli);
  registerList(token, cli);
  registerRevoke(token, cli);
}

function registerAdd(token: Command, cli: Cli): void {
  const { messages, output } = cli;
  const words = messages.options;
  addCommand(token, cli, 'token add', {
    group: 'access',
    arguments: [new Argument('<name>', words.tokenName)],
    options: [
      new Option('--role <role>', words.role).choices([...ROLES]).makeOptionMandatory(),
      new Option('--expires <span>', words.expires).argParser((value) =>
        readSpan(value, '--expires', messages),
      ),
      jsonOption(messages),
    ],
  }).action(async (name: string, { role, expires }: AddOptions) => {
    const expiresAt = expires === undefined ? undefined : new Date(Date.now() + expires).toISOString();
    const made = await cli.api.addToken({ name, role, ...(expiresAt === undefined ? {} : { expiresAt }) });
    output.result(made, () => describeNewToken(made, messages));
  });
}

function registerList(token: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(token, cli, 'token list', { group: 'access', options: [jsonOption(messages)] }).action(
    async () => {
      const list = await cli.api.tokens();
      output.result(list, () => describeTokens(list, messages, new Date()));
    },
  );
}

function registerRevoke(token: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(token, cli, 'token revoke', {
    group: 'access',
    arguments: [new Argument('<name>', messages.options.tokenName)],
    options: [jsonOption(messages)],
  }).action(async (name: string) => {
    const revoked = await cli.api.revokeToken(name);
    output.result(revoked, () => [messages.tokens.revoked(revoked.name)]);
  });
}
