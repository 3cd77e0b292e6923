import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group/index.js';
import { DataResource } from 'cdktf';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Network } from '../network/network.ts';
import { addDatabaseParameters } from './database-parameters.ts';

const VERSION = '17';
const LOGS = ['postgresql', 'upgrade'];
const BACKUP_DAYS = 7;
/** The free ones. */
const INSIGHTS_DAYS = 7;
const MOST_STORAGE_GB = 65_536;

/** Of whoever migrates: RDS makes the role, and keeps and changes its password. */
export const ADMINISTRATOR = 'regpipe_admin';
export const DATABASE = 'regpipe';

/**
 * PostgreSQL in one instance. Not Aurora: it bills what is read and written, of which loading is made, is another server
 * than the one that the tests run, and keeps at least half of a unit of its own running.
 */
export function addDatabase(stack: ProjectStack, network: Network): DbInstance {
  const { settings, named } = stack;
  const identifier = named('database');
  const storageGb = settings.database_storage_gb;
  const mostGb = Math.min(2 * storageGb, MOST_STORAGE_GB);
  return new DbInstance(stack, 'database', {
    identifier,
    engine: 'postgres',
    engineVersion: VERSION,
    autoMinorVersionUpgrade: true,
    instanceClass: settings.database_class,
    parameterGroupName: addDatabaseParameters(stack, `postgres${VERSION}`).name,
    dbName: DATABASE,
    username: ADMINISTRATOR,
    manageMasterUserPassword: true,

    storageType: 'gp3',
    allocatedStorage: storageGb,
    // It grows by itself rather than stop; the alarm comes before.
    ...(mostGb > storageGb ? { maxAllocatedStorage: mostGb } : {}),
    // By AWS' own key for RDS: one of the project's would cost, and would only serve to share snapshots.
    storageEncrypted: true,

    multiAz: settings.database_multi_az,
    dbSubnetGroupName: addSubnets(stack, network).name,
    vpcSecurityGroupIds: [network.securityGroupIds.database],
    publiclyAccessible: false,
    caCertIdentifier: 'rds-ca-rsa2048-g1',

    // In UTC; at night in Taipei and Tokyo, before the sources are published anew.
    backupRetentionPeriod: BACKUP_DAYS,
    backupWindow: '17:00-17:30',
    maintenanceWindow: 'sat:18:00-sat:18:30',
    copyTagsToSnapshot: true,
    deletionProtection: settings.deletion_protection,
    skipFinalSnapshot: false,
    // A second database of the same name must not find the name of its last snapshot taken by the first one's.
    finalSnapshotIdentifier: `${identifier}-${new DataResource(stack, 'database-life').id}`,

    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    enabledCloudwatchLogsExports: LOGS,
    dependsOn: LOGS.map((log) => addLogGroup(stack, identifier, log)),
  });
}

function addSubnets(stack: ProjectStack, { privateSubnetIds }: Network): DbSubnetGroup {
  return new DbSubnetGroup(stack, 'database-subnets', {
    name: stack.named('database'),
    description: 'The private subnets',
    subnetIds: [...privateSubnetIds],
  });
}

/** RDS would make it by itself, and keep its lines for ever. */
function addLogGroup(stack: ProjectStack, identifier: string, log: string): CloudwatchLogGroup {
  return new CloudwatchLogGroup(stack, `database-${log}-logs`, {
    name: `/aws/rds/instance/${identifier}/${log}`,
    retentionInDays: stack.settings.log_retention_days,
  });
}
