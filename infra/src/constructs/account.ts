import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition/index.js';

import type { ProjectStack } from './project-stack.ts';

/** The account that the stack is applied to, which terraform learns from its credentials. */
export interface Account {
  readonly id: string;
  /** `aws`, or that of China or of a government: the second part of every ARN. */
  readonly partition: string;
  /** Of the names of AWS' services in that partition: `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** Who may do in the account whatever its policies allow. */
  readonly root: string;
  /** The ARN of something in the account and the region of the project, such as `('logs', 'log-group:*')`. */
  arn(service: string, resource: string): string;
}

/** May be asked for as often as one likes: terraform looks once. */
export function accountOf(stack: ProjectStack): Account {
  const { accountId: id } = once(stack, 'account', () => new DataAwsCallerIdentity(stack, 'account'));
  const { partition, dnsSuffix } = once(stack, 'partition', () => new DataAwsPartition(stack, 'partition'));
  return {
    id,
    partition,
    dnsSuffix,
    root: `arn:${partition}:iam::${id}:root`,
    arn: (service, resource) => `arn:${partition}:${service}:${stack.settings.region}:${id}:${resource}`,
  };
}

function once<T>(stack: ProjectStack, id: string, make: () => T): T {
  return (stack.node.tryFindChild(id) as T | undefined) ?? make();
}
