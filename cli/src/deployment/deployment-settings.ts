import { homedir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { type Environment, parseVariables, readInfraSettings } from '../settings.ts';

/** What `./run deploy` and `./run rollback-deploy` work with. */
export interface DeploymentSettings {
  /** Of the clone. Absolute. */
  readonly directory: string;
  /** Those of Terraform, which say what the stacks are like; also what `.env.local` and `.env` say of them. */
  readonly variables: Environment;
  /** Where the authorities of RDS are fetched; undefined for the place that AWS has for the region. */
  readonly caBundleUrl: string | undefined;
  /** The folder of the user's own configuration of Docker. */
  readonly dockerConfig: string;
  readonly pollMs: number;
  /** For how long a migration, or a service that goes over, is waited for. */
  readonly limitMs: number;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const deploymentSchema = z
  .object({
    // Whoever could change it on its way would say whom the services take for the database.
    REGPIPE_RDS_CA_URL: z
      .url({ protocol: /^https?$/ })
      .refine((url) => url.startsWith('https:') || LOOPBACK.has(new URL(url).hostname), 'must be https')
      .optional(),
    REGPIPE_DEPLOY_POLL_S: z.coerce.number().min(0.01).max(60).default(5),
    REGPIPE_DEPLOY_LIMIT_S: z.coerce.number().positive().max(86_400).default(1_200),
    DOCKER_CONFIG: z.string().default(join(homedir(), '.docker')),
  })
  .transform((given) => ({
    caBundleUrl: given.REGPIPE_RDS_CA_URL,
    dockerConfig: given.DOCKER_CONFIG,
    pollMs: given.REGPIPE_DEPLOY_POLL_S * 1_000,
    limitMs: given.REGPIPE_DEPLOY_LIMIT_S * 1_000,
  }));

/** @throws CliError CONFIG_INVALID naming every bad variable at once */
export function readDeploymentSettings(environment: Environment = process.env): DeploymentSettings {
  const { root, environment: known } = readInfraSettings(environment);
  const variables = Object.entries(known).filter(([name]) => name.startsWith('TF_VAR_'));
  return Object.freeze({
    ...parseVariables(deploymentSchema, environment),
    directory: root,
    variables: Object.fromEntries(variables),
  });
}
