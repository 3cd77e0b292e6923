import { expect, test } from 'vitest';

import { NETWORK, TOPIC_ARN } from '../../testing/test-network.ts';
import { synthesiseData } from './testing/synthesise-data.ts';

const stack = synthesiseData();
const database = stack.only('aws_db_instance');

test('the database is PostgreSQL 17 of the size and the spread that are set', () => {
  expect(database).toMatchObject({
    ...{ engine: 'postgres', engine_version: '17', auto_minor_version_upgrade: true },
    ...{ instance_class: 'db.t4g.medium', allocated_storage: 50, storage_type: 'gp3', multi_az: false },
    backup_retention_period: 7,
  });
  const other = synthesiseData({
    ...{ database_class: 'db.m7g.large', database_storage_gb: '200', database_multi_az: 'true' },
  });
  expect(other.only('aws_db_instance')).toMatchObject({
    ...{ instance_class: 'db.m7g.large', allocated_storage: 200, max_allocated_storage: 400, multi_az: true },
  });
});

test('as much storage as there can be does not grow', () => {
  const largest = synthesiseData({ database_storage_gb: '65536' });
  expect(largest.only('aws_db_instance')).not.toHaveProperty('max_allocated_storage');
});

test('it is encrypted, in the private subnets, and reached by its own group alone', () => {
  expect(database).toMatchObject({ storage_encrypted: true, publicly_accessible: false });
  expect(database['vpc_security_group_ids']).toEqual([NETWORK.securityGroupIds.database]);
  expect(database['db_subnet_group_name']).toBe('${aws_db_subnet_group.database-subnets.name}');
  expect(stack.only('aws_db_subnet_group')['subnet_ids']).toEqual(NETWORK.privateSubnetIds);
});

test("the administrator's password is known to RDS alone", () => {
  expect(database).toMatchObject({ username: 'regpipe_admin', manage_master_user_password: true });
  const { masterPassword } = { ...stack.offered.database };
  expect(masterPassword).toEqual({ arn: expect.any(String), key: 'password' });
  expect(stack.offered.secrets['db/admin']).toEqual(masterPassword);
  expect(stack.outputs['secrets']).toHaveProperty(
    ['value', 'db/admin'],
    '${aws_db_instance.database.master_user_secret[0].secret_arn}',
  );
});

test('it takes connections by TLS only, and services do not connect to another server', () => {
  expect(parameters()).toMatchObject({ 'rds.force_ssl': '1' });
  const { url, migrationUrl } = { ...stack.offered.database };
  for (const [user, address] of [
    ['regpipe_loader', url?.('regpipe_loader')],
    ['regpipe_gateway', url?.('regpipe_gateway')],
    ['regpipe_admin', migrationUrl],
  ] as const) {
    expect(address).toMatch(
      new RegExp(
        `^postgres://${user}@.+:5432/regpipe\\?sslmode=verify-full&sslrootcert=/app/ops/aws/rds-ca\\.pem$`,
      ),
    );
  }
});

test('checkpoints stay out of loading, in the units of RDS', () => {
  const group = stack.only('aws_db_parameter_group');
  expect(group['family']).toBe('postgres17');
  expect(database['parameter_group_name']).toBe('${aws_db_parameter_group.database-parameters.name}');
  // As docker-compose.yml has them: 4 GB, 30 minutes.
  expect(parameters()).toMatchObject({
    max_wal_size: String(4 * 1024),
    checkpoint_timeout: String(30 * 60),
  });
});

test('logs are kept as long as all others', () => {
  const logs = stack.resources('aws_cloudwatch_log_group');
  expect(database['enabled_cloudwatch_logs_exports']).toEqual(['postgresql', 'upgrade']);
  for (const log of ['postgresql', 'upgrade']) {
    expect(logs[`database-${log}-logs`]).toMatchObject({
      name: `/aws/rds/instance/etl-log-demo-database/${log}`,
      retention_in_days: 3,
    });
    // Otherwise RDS would make the group before terraform does.
    expect(database['depends_on']).toContain(`aws_cloudwatch_log_group.database-${log}-logs`);
  }
});

test('alarms look at this database, and before it is too late', () => {
  const alarms = Object.values(stack.resources('aws_cloudwatch_metric_alarm')).filter(
    ({ namespace }) => namespace === 'AWS/RDS',
  );
  expect(alarms.map((alarm) => alarm['metric_name']).toSorted()).toEqual([
    'CPUUtilization',
    'DatabaseConnections',
    'FreeStorageSpace',
    'FreeableMemory',
  ]);
  for (const alarm of alarms) {
    expect(alarm['dimensions']).toEqual({ DBInstanceIdentifier: '${aws_db_instance.database.identifier}' });
    expect(alarm['alarm_actions']).toEqual([TOPIC_ARN]);
  }
  const threshold = (metric: string) =>
    Number(alarms.find((alarm) => alarm['metric_name'] === metric)?.['threshold']);
  expect(threshold('DatabaseConnections')).toBeLessThan(Number(parameters()['max_connections']));
  // RDS makes it grow below a tenth.
  expect(threshold('FreeStorageSpace')).toBeGreaterThan(0.1 * 50 * 1024 ** 3);
});

function parameters(): Readonly<Record<string, string>> {
  const { parameter } = stack.only('aws_db_parameter_group');
  return Object.fromEntries(
    (parameter as readonly { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
}
