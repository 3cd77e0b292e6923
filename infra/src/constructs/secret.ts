import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';

import type { ProjectStack } from './project-stack.ts';

export interface SecretOptions {
  /** Without the project in front; parts are separated by slashes. */
  readonly name: string;
  readonly description: string;
}

/** A secret in Secrets Manager. */
export interface AddedSecret {
  readonly arn: string;
  /** Whoever is started with the secret waits for this: without a version there is nothing to read. */
  readonly stored: SecretsmanagerSecretVersion;
}

const RECOVERY_DAYS = 7;

/**
 * A secret whose value terraform writes when `secrets_version` is raised, and never reads or keeps.
 *
 * @param value an expression of Terraform; it may be ephemeral, as it is given to a write-only argument alone
 */
export function addSecret(
  stack: ProjectStack,
  { name, description }: SecretOptions,
  value: string,
): AddedSecret {
  const { project, deletion_protection: isProtected, secrets_version: version } = stack.settings;
  const id = name.replaceAll('/', '-');
  const secret = new SecretsmanagerSecret(stack, `${id}-secret`, {
    name: `${project}/${name}`,
    description,
    // While a deleted secret can be recovered, its name cannot be used again.
    recoveryWindowInDays: isProtected ? RECOVERY_DAYS : 0,
  });
  const stored = new SecretsmanagerSecretVersion(stack, `${id}-version`, {
    secretId: secret.id,
    secretStringWo: value,
    secretStringWoVersion: version,
  });
  return { arn: secret.arn, stored };
}
