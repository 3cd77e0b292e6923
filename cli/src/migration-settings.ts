import { withPassword } from '@regpipe/contracts';
import type { RolePasswords } from '@regpipe/database';
import { z } from 'zod';

import { type Environment, parseVariables } from './settings.ts';

/** What `./run migrate` works with. */
export interface MigrationSettings {
  readonly url: string;
  /** Of the roles, by what each is for; a role whose password is not given keeps its own. */
  readonly passwords: RolePasswords;
}

/** Printable ASCII, without what would have to be normalised; long enough to stand on a network. */
const rolePassword = z
  .string()
  .regex(/^[!-~]{12,}$/, 'must be 12 characters or more, printable ASCII without spaces')
  .optional();

const migrationSchema = z
  .object({
    MIGRATION_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    REGPIPE_MIGRATOR_PASSWORD: rolePassword,
    REGPIPE_LOADER_PASSWORD: rolePassword,
    REGPIPE_SCHEDULER_PASSWORD: rolePassword,
    REGPIPE_INTAKE_PASSWORD: rolePassword,
    REGPIPE_PROJECTOR_PASSWORD: rolePassword,
    REGPIPE_QUERY_PASSWORD: rolePassword,
    REGPIPE_GATEWAY_PASSWORD: rolePassword,
  })
  .transform((given) => ({
    url: given.MIGRATION_DATABASE_URL,
    passwords: {
      ...optional('migrator', given.REGPIPE_MIGRATOR_PASSWORD),
      ...optional('loader', given.REGPIPE_LOADER_PASSWORD),
      ...optional('scheduler', given.REGPIPE_SCHEDULER_PASSWORD),
      ...optional('intake', given.REGPIPE_INTAKE_PASSWORD),
      ...optional('projector', given.REGPIPE_PROJECTOR_PASSWORD),
      ...optional('query', given.REGPIPE_QUERY_PASSWORD),
      ...optional('gateway', given.REGPIPE_GATEWAY_PASSWORD),
    },
  }));

/**
 * Each address with the password beside it, where it has none of its own.
 *
 * @throws CliError CONFIG_INVALID naming every bad variable at once
 */
export function readMigrationSettings(environment: Environment = process.env): MigrationSettings {
  const { MIGRATION_DATABASE_URL: own = '', MIGRATION_DATABASE_PASSWORD } = environment;
  const { DATABASE_URL = '', DATABASE_PASSWORD } = environment;
  const url =
    own === ''
      ? withPassword(DATABASE_URL, DATABASE_PASSWORD)
      : withPassword(own, MIGRATION_DATABASE_PASSWORD);
  return parseVariables(migrationSchema, { ...environment, MIGRATION_DATABASE_URL: url });
}

function optional(role: keyof RolePasswords, password: string | undefined): RolePasswords {
  return password === undefined ? {} : { [role]: password };
}
