import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';

/**
 * What the services hold open when each is scaled as far as it goes is 191, by default 73. Deployments double a service at a
 * time, and people may look in.
 */
export const MAX_CONNECTIONS = 300;

/** What takes effect at once, and what at the server's next start. */
const AT_ONCE = {
  'rds.force_ssl': 1,
  // Loading writes gigabytes within a minute; a checkpoint in its midst costs more than what it saves at a restart.
  // In MB and in seconds: the units are those of pg_settings, as RDS takes numbers only.
  max_wal_size: 4_096,
  checkpoint_timeout: 1_800,
};
const AT_START = {
  // RDS would make it follow from the memory; the alarm needs to know it.
  max_connections: MAX_CONNECTIONS,
};

/** PostgreSQL's settings where RDS' own are not for loading millions of rows at a time; its memory is RDS' choice. */
export function addDatabaseParameters(stack: ProjectStack, family: string): DbParameterGroup {
  const parametersOf = (values: Readonly<Record<string, number>>, applyMethod: string) =>
    Object.entries(values).map(([name, value]) => ({ name, value: String(value), applyMethod }));
  return new DbParameterGroup(stack, 'database-parameters', {
    name: stack.named(`database-${family}`),
    description: 'PostgreSQL for regpipe',
    family,
    parameter: [...parametersOf(AT_ONCE, 'immediate'), ...parametersOf(AT_START, 'pending-reboot')],
    // A server may not be without its parameters while they are made anew.
    lifecycle: { createBeforeDestroy: true },
  });
}
