import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';

import { accountOf } from './account.ts';
import type { ProjectStack } from './project-stack.ts';
import { policyDocument } from './role.ts';

export interface EncryptionKeyOptions {
  /** Without the project in front. */
  readonly name: string;
  readonly description: string;
  /** Who may use it, as statements of its policy, which name a principal. */
  readonly usedBy: readonly Readonly<Record<string, unknown>>[];
}

/** All that it takes to look after a key, and nothing that reads what it has encrypted. */
const ADMINISTER = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/**
 * A key of the project's own, renewed every year. The account administers it, by the IAM policies of whom it lets: without
 * that nobody could change or delete it any more. In the policy of a key the resource `*` is the key itself.
 */
export function addEncryptionKey(stack: ProjectStack, options: EncryptionKeyOptions): KmsKey {
  const { name, description, usedBy } = options;
  const key = new KmsKey(stack, `${name}-key`, {
    description,
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: policyDocument([
      {
        Sid: 'AdministerKey',
        Effect: 'Allow',
        Principal: { AWS: accountOf(stack).root },
        Action: ADMINISTER,
        Resource: '*',
      },
      ...usedBy,
    ]),
  });
  new KmsAlias(stack, `${name}-key-alias`, { name: `alias/${stack.named(name)}`, targetKeyId: key.keyId });
  return key;
}
