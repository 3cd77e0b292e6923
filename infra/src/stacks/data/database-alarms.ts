import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { MAX_CONNECTIONS } from './database-parameters.ts';

const GiB = 1024 ** 3;
const MiB = 1024 ** 2;
const PERIOD_S = 300;

/** What to be told of before the database stops or slows down. */
export function addDatabaseAlarms(stack: ProjectStack, database: DbInstance, topicArn: string): void {
  const dimensions = { DBInstanceIdentifier: database.identifier };
  const watched = { namespace: 'AWS/RDS', dimensions, period: PERIOD_S, topicArn } as const;
  addAlarm(stack, {
    ...watched,
    name: 'database-storage',
    description:
      'The database has little storage left. It grows by itself once, to twice its size: see which versions of data sets are kept, or raise database_storage_gb.',
    metricName: 'FreeStorageSpace',
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    // RDS lets it grow at a tenth.
    threshold: 0.15 * stack.settings.database_storage_gb * GiB,
    evaluationPeriods: 1,
  });
  addAlarm(stack, {
    ...watched,
    name: 'database-cpu',
    description:
      'The database has been busy for half an hour, which no load takes. See Performance Insights for the statements.',
    metricName: 'CPUUtilization',
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
    evaluationPeriods: 6,
  });
  addAlarm(stack, {
    ...watched,
    name: 'database-connections',
    description:
      'Few connections to the database are left. See pg_stat_activity for who holds them; run fewer loaders or gateways.',
    metricName: 'DatabaseConnections',
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0.8 * MAX_CONNECTIONS,
    evaluationPeriods: 2,
  });
  addAlarm(stack, {
    ...watched,
    name: 'database-memory',
    description: 'The database has little memory left and will start to swap. Raise database_class.',
    metricName: 'FreeableMemory',
    statistic: 'Average',
    comparisonOperator: 'LessThanThreshold',
    threshold: 200 * MiB,
    evaluationPeriods: 3,
  });
}
