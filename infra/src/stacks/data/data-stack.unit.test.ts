import { NATS_SERVICES } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { leavesOf, type SynthesisedData, synthesiseData } from './testing/synthesise-data.ts';

const ROLES = ['loader', 'scheduler', 'intake', 'projector', 'query', 'gateway'];
const OURS = ['migrator', ...ROLES].map((role) => `db/${role}`);
const NATS = NATS_SERVICES.map((service) => `nats/${service}`);

/** Each way to have the servers, with the secrets and the variables that it takes. */
const CASES = [
  {
    ...{ database: 'rds', nats: 'ecs' },
    secrets: [...OURS, ...NATS, 'nats/operator', 'nats/routes'],
    variables: [],
  },
  {
    ...{ database: 'existing', nats: 'ecs' },
    secrets: ['db/admin', ...OURS.slice(1), ...NATS, 'nats/operator', 'nats/routes'],
    variables: ['admin', ...ROLES].map((who) => `database_url_${who}`),
  },
  {
    ...{ database: 'rds', nats: 'existing' },
    secrets: [...OURS, ...NATS],
    variables: NATS_SERVICES.map((service) => `nats_url_${service}`),
  },
  {
    ...{ database: 'existing', nats: 'existing' },
    secrets: ['db/admin', ...OURS.slice(1), ...NATS],
    variables: [
      ...['admin', ...ROLES].map((who) => `database_url_${who}`),
      ...NATS_SERVICES.map((service) => `nats_url_${service}`),
    ],
  },
];

const types = (stack: SynthesisedData) => Object.keys(stack.json['resource'] as object);

/** The attributes through which ephemeral values may go: what is given to them is kept nowhere. */
const WRITE_ONLY = 'secret_string_wo';

describe.each(CASES)('with database $database and nats $nats', ({ database, nats, secrets, variables }) => {
  const stack = synthesiseData({ database, nats });

  test('each credential is a secret of its own, and there is no other', () => {
    const named = Object.values(stack.resources('aws_secretsmanager_secret')).map(({ name }) => name);
    expect(named.toSorted()).toEqual(
      [...secrets, 'api-token'].map((name) => `etl-log-demo/${name}`).toSorted(),
    );
  });

  test('each secret gets one value, and each password or variable goes to one secret', () => {
    const versions = Object.values(stack.resources('aws_secretsmanager_secret_version'));
    const keys = Object.keys(stack.resources('aws_secretsmanager_secret'));
    expect(versions.map(({ secret_id: of }) => of).toSorted()).toEqual(
      keys.map((key) => `\${aws_secretsmanager_secret.${key}.id}`).toSorted(),
    );
    const values = versions.map((version) => String(version[WRITE_ONLY]));
    const passwords = Object.keys(
      (stack.json['ephemeral'] as Record<string, object>)['aws_secretsmanager_random_password'] ?? {},
    );
    expect(values.toSorted()).toEqual(
      [
        ...passwords.map((key) => `p\${ephemeral.aws_secretsmanager_random_password.${key}.random_password}`),
        ...variables.map((name) => `\${var.${name}}`),
      ].toSorted(),
    );
  });

  test('given secrets are sensitive variables that terraform does not keep', () => {
    expect(Object.keys(stack.variables).toSorted()).toEqual(variables.toSorted());
    for (const variable of Object.values(stack.variables)) {
      expect(variable).toMatchObject({ type: 'string', sensitive: true, ephemeral: true });
      expect(variable).not.toHaveProperty('default');
    }
  });

  test('no secret stands in the configuration, and none gets into the state', () => {
    for (const [path, value] of leavesOf(stack.json)) {
      const way = path.join('.');
      const text = String(value);
      if (/\bephemeral\.|\bvar\./.test(text)) expect(path.at(-1), way).toBe(WRITE_ONLY);
      expect(path.at(-1), way).not.toMatch(/^(password|master_password|secret_string|secret_binary)$/);
      // A password in an address or beside its name would have to be a variable of the container.
      expect(text, way).not.toMatch(/\/\/[^/\s:@]+:(?!\$NATS_)[^\s@]+@/);
      expect(text.replaceAll('password: $NATS_', ''), way).not.toMatch(/\bpassword\s*[:=]/i);
    }
  });

  test('there are servers of ours only where they are wanted', () => {
    const isOurs = (prefix: RegExp) => types(stack).some((type) => prefix.test(type));
    expect(isOurs(/^aws_db_/)).toBe(database === 'rds');
    expect(isOurs(/^aws_(ecs|efs|service_discovery|iam)_/)).toBe(nats === 'ecs');
    expect(stack.offered.database === undefined).toBe(database === 'existing');
    expect(stack.offered.natsUrl === undefined).toBe(nats === 'existing');
  });

  test('other stacks are given the secrets by their names', () => {
    const arns = { ...stack.outputs['secrets'] }['value'] as Record<string, string>;
    expect(Object.keys(stack.offered.secrets).toSorted()).toEqual(Object.keys(arns).toSorted());
    for (const name of [...secrets, 'api-token']) {
      expect(arns[name]).toBe(`\${aws_secretsmanager_secret.${name.replaceAll('/', '-')}-secret.arn}`);
    }
  });

  test('every alarm is heard of, when it begins and when it is over', () => {
    for (const alarm of Object.values(stack.resources('aws_cloudwatch_metric_alarm'))) {
      expect(alarm['alarm_actions']).toEqual(alarm['ok_actions']);
      expect(alarm['alarm_actions']).toHaveLength(1);
    }
  });
});

test('a higher version of the secrets makes all of them anew', () => {
  const stack = synthesiseData({ secrets_version: '7' });
  for (const version of Object.values(stack.resources('aws_secretsmanager_secret_version'))) {
    expect(version['secret_string_wo_version']).toBe(7);
  }
});

test('what is deleted by mistake can be had back, unless it is said that it is none', () => {
  const lasting = (stack: SynthesisedData) =>
    Object.values(stack.resources('aws_secretsmanager_secret')).map(
      (secret) => secret['recovery_window_in_days'],
    );
  const kept = synthesiseData();
  expect(new Set(lasting(kept))).toEqual(new Set([7]));
  expect(kept.only('aws_db_instance')).toMatchObject({
    deletion_protection: true,
    skip_final_snapshot: false,
  });
  const unprotected = synthesiseData({ deletion_protection: 'false' });
  expect(new Set(lasting(unprotected))).toEqual(new Set([0]));
  expect(unprotected.only('aws_db_instance')).toMatchObject({
    deletion_protection: false,
    skip_final_snapshot: false,
  });
});
