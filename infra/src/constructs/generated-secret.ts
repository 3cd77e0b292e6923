import type { ProjectStack } from './project-stack.ts';
import { addSecret, type AddedSecret, type SecretOptions } from './secret.ts';

const TYPE = 'aws_secretsmanager_random_password';
const LENGTH = 40;

/**
 * A secret whose value nobody knows but Secrets Manager: a password made by chance when it is stored. It is another one at
 * every run of terraform, so it is written to this secret alone, and whoever needs it reads the secret. Letters and
 * digits, the first one a letter: it needs no quotes, be it in an address or in the configuration of nats-server.
 */
export function addGeneratedSecret(stack: ProjectStack, options: SecretOptions): AddedSecret {
  const id = `${options.name.replaceAll('/', '-')}-password`;
  // CDKTF knows no ephemeral resources.
  stack.addOverride(`ephemeral.${TYPE}.${id}`, { password_length: LENGTH, exclude_punctuation: true });
  return addSecret(stack, options, `p\${ephemeral.${TYPE}.${id}.random_password}`);
}
