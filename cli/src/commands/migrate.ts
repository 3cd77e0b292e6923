import { RegpipeError } from '@regpipe/contracts';
import type { RoleKey } from '@regpipe/database';
import { type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { nextStep } from '../messages/index.ts';
import { type MigrationSettings, readMigrationSettings } from '../migration-settings.ts';
import { addCommand } from './add-command.ts';

interface MigrateOptions {
  readonly roles?: true;
}

export function registerMigrate(program: Command, cli: Cli): void {
  addCommand(program, cli, 'migrate', {
    group: 'stack',
    options: [new Option('--roles', cli.messages.options.roles)],
  }).action(async (options: MigrateOptions) => {
    await runMigrate(cli, options.roles === true, readMigrationSettings());
  });
}

/** Brings the control tables up to date; the only command that talks to PostgreSQL itself. */
async function runMigrate({ messages, output }: Cli, withRoles: boolean, settings: MigrationSettings) {
  // Loaded here: the other commands are to start without the driver.
  const { connectDatabase, migrate, migrateWithRoles, reachDatabase, ROLES } =
    await import('@regpipe/database');
  const { url, passwords } = settings;
  const log = { warn: () => undefined };
  const database = connectDatabase({ url, applicationName: 'regpipe-migrate', poolSize: 1, log });
  try {
    await reachDatabase(database);
    await (withRoles ? migrateWithRoles(database, passwords) : migrate(database));
  } catch (error) {
    throw explain(error, messages);
  } finally {
    await database.close();
  }
  output.line(messages.migrate.done);
  if (!withRoles) return;
  for (const key of Object.keys(ROLES) as RoleKey[]) {
    const hasPassword = passwords[key] !== undefined;
    output.line(hasPassword ? messages.migrate.passwordSet(ROLES[key]) : messages.migrate.role(ROLES[key]));
  }
}

/** What PostgreSQL says is for whoever administers it, in its own words. */
function explain(error: unknown, messages: Cli['messages']): CliError {
  const code = error instanceof RegpipeError ? error.code : 'MIGRATION_FAILED';
  const text = error instanceof Error ? error.message : String(error);
  return new CliError({
    code,
    message: code === 'MIGRATION_FAILED' ? messages.migrate.failed(text) : text,
    next: nextStep(messages, code) ?? messages.migrate.failedNext,
    cause: error,
  });
}
