import { TerminalError } from '@regpipe/contracts';
import { z } from 'zod';

import { logPathsConfigSchema } from './log-paths-config.ts';

/** Settings that every service has. */
export const commonConfigSchema = z.object({
  NATS_URL: secret(z.string().min(1).default('nats://127.0.0.1:4222')),
  REGPIPE_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default('regpipe')
    .describe('Moleculer namespace: services see only those of the same one'),
  REGPIPE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  REGPIPE_LOG_PRETTY: z.stringbool().optional().describe('Readable lines; on when stdout is a terminal'),
  ...logPathsConfigSchema.shape,
  REGPIPE_HEALTH_FILE: z.string().optional().describe('Kept up to date with how the service is'),
});

/** Settings of services that talk to PostgreSQL. */
export const databaseConfigSchema = z.object({
  DATABASE_URL: secret(z.url({ protocol: /^postgres(ql)?$/ })),
  REGPIPE_MIGRATE: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('Whether a service migrates at its start where its role may, or leaves that to ./run migrate'),
});

/** A setting that cannot be logged by accident: it prints as `[secret]`, and only `reveal()` gives it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}

/** A string setting that becomes a `Secret`. */
export function secret<Input>(schema: z.ZodType<string, Input>) {
  return schema.transform((value) => new Secret(value));
}

/**
 * Reads a service's settings once, frozen. Unknown variables are left alone (an environment has many), empty ones count
 * as absent.
 *
 * @throws TerminalError CONFIG_INVALID naming every bad variable at once
 */
export function readConfig<T extends z.ZodType>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<T>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new TerminalError('CONFIG_INVALID', `Bad settings: ${issues.join('; ')}`, { fields: { issues } });
}
