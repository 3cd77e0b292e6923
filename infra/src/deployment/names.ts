import { namingOf } from '../naming.ts';

/** What the stacks call the things that a deployment works with; it reads no state of terraform to find them. */
export interface DeployedNames {
  readonly cluster: string;
  /** Of a service in ECS, and of its family of task definitions. */
  service(name: string): string;
  readonly migrateFamily: string;
  readonly repositories: { readonly regpipe: string; readonly nats: string };
}

export function deployedNames(project: string): DeployedNames {
  const named = namingOf(project);
  return {
    cluster: project,
    service: named,
    migrateFamily: named('migrate'),
    repositories: { regpipe: `${project}/regpipe`, nats: `${project}/nats` },
  };
}

/** Tags of a task definition by which a deployment knows its way. */
export const TAGS = {
  /** The task definition (`family:revision`) that the service used before this one. */
  previous: 'regpipe:previous',
  commit: 'regpipe:commit',
  managedBy: 'ManagedBy',
  /** Of the migration's: where its task runs, ids separated by blanks, as values of tags may hold no commas. */
  subnets: 'regpipe:subnets',
  securityGroup: 'regpipe:security-group',
} as const;
