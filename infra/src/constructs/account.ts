import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition/index.js';

import type { ProjectStack } from './project-stack.ts';

const IDENTITY = 'account';
const PARTITION = 'partition';

/** Whose account terraform works in: known to it, and not to the configuration. */
export interface Account {
  readonly id: string;
  /** `aws`, or that of China or the government: the second part of every ARN. */
  readonly partition: string;
}

/** The account, asked for once a stack, however often this is called. */
export function accountOf(stack: ProjectStack): Account {
  const found = stack.node.tryFindChild(IDENTITY) as DataAwsCallerIdentity | undefined;
  const identity = found ?? new DataAwsCallerIdentity(stack, IDENTITY);
  const known = stack.node.tryFindChild(PARTITION) as DataAwsPartition | undefined;
  const partition = known ?? new DataAwsPartition(stack, PARTITION);
  return { id: identity.accountId, partition: partition.partition };
}
