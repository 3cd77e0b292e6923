import { z } from 'zod';

/*
 * What decides the shape of the configuration, and therefore stands in it. Secrets never do: they are Terraform's own
 * variables (constructs/secret-variable.ts), and nobody but terraform reads them.
 */

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Not larger than AWS gives, and not too small for a subnet in each of three zones. */
const vpcCidr = z.cidrv4().refine((value) => {
  const prefix = Number(value.split('/')[1]);
  return prefix >= 16 && prefix <= 24;
}, 'must be a network of /16 to /24');

const cidr = z
  .union([z.cidrv4(), z.cidrv6()])
  .refine((value) => !value.endsWith('/0'), 'must not be everybody: name the networks of the sources');
/** Separated by commas. */
const cidrs = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
  .pipe(z.array(cidr));

/** Names are those of Terraform's variables: the environment says them as `TF_VAR_<name>`. */
const each = z.object({
  /** In front of the name of every resource. */
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/, 'must be 3 to 20 small letters, digits and hyphens')
    .default('etl-log-demo'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, such as ap-northeast-1')
    .default('ap-northeast-1'),
  /** Keeps the states in this S3 bucket, for teams; without it they are files in infra/state. */
  state_bucket: z.string().min(3).optional(),

  // Monitoring
  log_group: z.string().min(1).default('/docker/etl'),
  log_retention_days: whole(1, 3_653).default(3),

  // Network
  vpc_cidr: vpcCidr.default('10.42.0.0/16'),
  zones: whole(2, 3).default(3),
  /** The networks that the fetcher may reach over HTTPS: those of the data sets' sources. */
  source_cidrs: cidrs,

  // Data
  /** `existing`: connection strings of servers that are there, as secret variables. */
  database: z.enum(['rds', 'existing']).default('rds'),
  /** The networks of an `existing` database, on port 5432. */
  database_cidrs: cidrs,
  database_class: z.string().startsWith('db.').default('db.t4g.medium'),
  database_storage_gb: whole(20, 65_536).default(50),
  database_multi_az: flag,
  nats: z.enum(['ecs', 'existing']).default('ecs'),
  /** The networks of `existing` servers of NATS, on port 4222. */
  nats_cidrs: cidrs,
  /** Raised to make every password anew, or to store connection strings that have changed. */
  secrets_version: whole(1, 1_000_000).default(1),
  /** Refuses to delete the database, and keeps deleted secrets for a week. Apply `false` before you destroy. */
  deletion_protection: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true'),

  // Runtime
  /** Where sources may be besides the hosts of the data sets, separated by commas. */
  source_hosts: z
    .string()
    .regex(/^[A-Za-z0-9.:*,\s-]*$/, 'must be host names, separated by commas')
    .default('')
    .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))),
  /** Of the first deployment; later ones leave it to ./run deploy. */
  image_tag: z.string().min(1).default('first'),
  cpu_architecture: z.enum(['X86_64', 'ARM64']).default('X86_64'),
  task_cpu: whole(256, 16_384).default(256),
  task_memory_mb: whole(512, 122_880).default(512),
  fargate_spot: flag,
  /** For HTTPS at the load balancer; without it the VPC speaks HTTP to it. */
  certificate_arn: z.string().startsWith('arn:').optional(),
  /** The host name that the certificate is for. */
  gateway_domain: z.string().min(1).optional(),
  api_cache: flag,
  /**
   * By which role API Gateway writes its logs: one for the whole account and region. `existing` leaves alone the one that
   * is set there.
   */
  api_log_role: z.enum(['ours', 'existing']).default('ours'),

  // Ingest
  /** Raised to put another `hook_token` in the place of the one before. */
  hook_token_version: whole(1, 1_000_000).default(1),
});

export const settingsSchema = each.refine(
  ({ certificate_arn: certificate, gateway_domain: domain }) =>
    certificate === undefined || domain !== undefined,
  { path: ['gateway_domain'], message: 'must be set with certificate_arn: the name that it is for' },
);

export type Settings = Readonly<z.output<typeof settingsSchema>>;

/** A setting has a value that cannot be used. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const PREFIX = 'TF_VAR_';

/**
 * The settings that the environment gives; an empty value counts as absent.
 *
 * @throws SettingsError naming every bad variable at once
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.keys(settingsSchema.shape).flatMap((name) => {
    const value = environment[`${PREFIX}${name}`];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const parsed = settingsSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return Object.freeze(parsed.data);
  const issues = parsed.error.issues.map(({ path, message }) => `${PREFIX}${path.join('.')}: ${message}`);
  throw new SettingsError(issues.join('; '));
}
