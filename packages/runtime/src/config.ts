import { TerminalError, withPassword } from '@regpipe/contracts';
import { z } from 'zod';

import { logPathsConfigSchema } from './log-paths-config.ts';
import { secret } from './secret.ts';
import { tracingSettingsSchema } from './tracing-settings.ts';
import { wholeNumber } from './whole-number.ts';

const LARGEST_PORT = 65_535;

/** Settings that every service has. */
export const commonConfigSchema = z.object({
  NATS_URL: secret(z.string().min(1).default('nats://127.0.0.1:4222')),
  NATS_PASSWORD: secret(z.string()).optional().describe('Of the user in NATS_URL, where that has none'),
  REGPIPE_STREAM_REPLICAS: z
    .enum(['1', '3', '5'])
    .default('1')
    .transform(Number)
    .describe('How many servers of a NATS cluster keep each stream'),
  REGPIPE_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default('regpipe')
    .describe('Moleculer namespace: services see only those of the same one'),
  REGPIPE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  REGPIPE_LOG_PRETTY: z.stringbool().optional().describe('Readable lines; on when stdout is a terminal'),
  ...logPathsConfigSchema.shape,
  REGPIPE_HEALTH_FILE: z.string().optional().describe('Kept up to date with how the service is'),
  REGPIPE_METRICS_PORT: wholeNumber(0, LARGEST_PORT)
    .optional()
    .describe('Where the process serves its metrics; 0 takes a free port, and the log says which'),
  REGPIPE_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  ...tracingSettingsSchema.shape,
});

/** Settings of services that talk to PostgreSQL. */
export const databaseConfigSchema = z.object({
  DATABASE_URL: secret(z.url({ protocol: /^postgres(ql)?$/ })),
  DATABASE_PASSWORD: secret(z.string())
    .optional()
    .describe('Of the user in DATABASE_URL, where that has none'),
  REGPIPE_MIGRATE: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('Whether a service migrates at its start where its role may, or leaves that to ./run migrate'),
});

/** Before they are read: whoever reads an address is to find it whole. */
function fillInPasswords(given: Readonly<Record<string, string | undefined>>) {
  const filled = { ...given };
  for (const server of ['NATS', 'DATABASE']) {
    const url = given[`${server}_URL`];
    if (url !== undefined) filled[`${server}_URL`] = withPassword(url, given[`${server}_PASSWORD`]);
  }
  return filled;
}

/**
 * Reads a service's settings once, frozen. Unknown variables are left alone (an environment has many), empty ones count
 * as absent. An address without a password gets the one beside it.
 *
 * @throws TerminalError CONFIG_INVALID naming every bad variable at once
 */
export function readConfig<T extends z.ZodType>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<T>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(fillInPasswords(given));
  if (parsed.success) return Object.freeze(parsed.data);
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new TerminalError('CONFIG_INVALID', `Bad settings: ${issues.join('; ')}`, { fields: { issues } });
}
