import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';

import type { ProjectStack } from './project-stack.ts';

/** What is allowed, and on what. */
export interface Statement {
  /** Its name in the policy, letters and digits; the tests know the reason of each. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By operator, then by key, as in IAM's own language. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface RoleOptions {
  /** Without the project in front. */
  readonly name: string;
  /** The service of AWS that takes the role on, such as `ecs-tasks.amazonaws.com`. */
  readonly trusted: string;
  readonly statements: readonly Statement[];
}

/** A role of the project for a service of AWS, which may do what the statements say and nothing else. */
export function addRole(stack: ProjectStack, { name, trusted, statements }: RoleOptions): IamRole {
  const role = new IamRole(stack, `${name}-role`, {
    name: stack.named(name),
    assumeRolePolicy: policyDocument([
      { Sid: 'TakeOn', Effect: 'Allow', Principal: { Service: trusted }, Action: ['sts:AssumeRole'] },
    ]),
  });
  if (statements.length > 0) {
    new IamRolePolicy(stack, `${name}-policy`, {
      name: stack.named(name),
      role: role.id,
      policy: allow(statements),
    });
  }
  return role;
}

/** The policy that allows the statements. */
export function allow(statements: readonly Statement[]): string {
  return policyDocument(
    statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  );
}

/** A policy in IAM's own language; for those of resources, whose statements name a principal. */
export function policyDocument(statements: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
