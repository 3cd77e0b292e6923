import { expect, test } from 'vitest';

import { synthesise } from '../../testing/synthesise.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { PREFIXES } from '../../constructs/arrivals.ts';
import { IngestStack } from './ingest-stack.ts';

const TOPIC_ARN = 'arn:aws:sns:x:1:alerts';
const LOAD_BALANCER = 'internal-made-up.x.elb.amazonaws.com';
const WITH_TLS = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };

const BUCKET = '${aws_s3_bucket.incoming.id}';
const RULE = '${aws_cloudwatch_event_rule.incoming-rule.arn}';
const DEAD = '${aws_sqs_queue.ingest-dead.arn}';

function ingest(given: Readonly<Record<string, string>> = {}) {
  const options = { topicArn: TOPIC_ARN, network: NETWORK, loadBalancerDnsName: LOAD_BALANCER };
  const stack = synthesise((app) => new IngestStack(app, testSettings(given), options)).get('ingest');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition: Readonly<Record<string, unknown>>;
}

function statementsOf(policy: unknown): Statement[] {
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

test('the bucket has a name that no other account has', () => {
  expect(ingest().only('aws_s3_bucket')['bucket']).toBe(
    'etl-log-demo-incoming-${data.aws_caller_identity.account.account_id}',
  );
});

test('it is versioned and encrypted, owns its objects, and shows none in public', () => {
  const stack = ingest();
  expect(stack.only('aws_s3_bucket_versioning')).toMatchObject({
    bucket: BUCKET,
    versioning_configuration: { status: 'Enabled' },
  });
  expect(stack.only('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
    bucket: BUCKET,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
  });
  expect(stack.only('aws_s3_bucket_ownership_controls')).toMatchObject({
    bucket: BUCKET,
    rule: { object_ownership: 'BucketOwnerEnforced' },
  });
  expect(stack.only('aws_s3_bucket_public_access_block')).toEqual(
    expect.objectContaining({
      bucket: BUCKET,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    }),
  );
});

test('it talks over TLS alone', () => {
  const { bucket, policy } = ingest().only('aws_s3_bucket_policy');
  expect(bucket).toBe(BUCKET);
  const [statement, ...others] = statementsOf(policy);
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Resource: ['${aws_s3_bucket.incoming.arn}', '${aws_s3_bucket.incoming.arn}/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  expect(statement?.Action).toEqual(
    expect.arrayContaining(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket']),
  );
});

interface LifecycleRule {
  readonly filter: readonly [{ readonly prefix: string }];
  readonly expiration?: readonly [{ readonly days?: number }];
}

test('what is done goes after 90 days, its report after a year, leftovers earlier; what waits stays', () => {
  const { bucket, rule } = ingest().only('aws_s3_bucket_lifecycle_configuration');
  expect(bucket).toBe(BUCKET);
  const rules = rule as readonly LifecycleRule[];
  const expiring = rules.flatMap(({ filter: [{ prefix }], expiration }) =>
    expiration?.[0].days === undefined ? [] : [[prefix, expiration[0].days]],
  );
  expect(expiring).toEqual([
    [PREFIXES.processed, 90],
    [PREFIXES.failed, 90],
    [PREFIXES.results, 365],
  ]);
  expect(rules).toContainEqual(
    expect.objectContaining({
      filter: [{ prefix: '' }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    }),
  );
});

test('EventBridge hears of every object, and the rule picks those that are there to be loaded', () => {
  const stack = ingest();
  expect(stack.only('aws_s3_bucket_notification')).toMatchObject({ bucket: BUCKET, eventbridge: true });
  expect(JSON.parse(stack.only('aws_cloudwatch_event_rule')['event_pattern'] as string)).toEqual({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: ['${aws_s3_bucket.incoming.bucket}'] },
      object: { key: [{ prefix: 'incoming/' }] },
    },
  });
});

test('queues are encrypted, keep messages for 14 days, and take them from the rule alone', () => {
  const stack = ingest();
  const queues = Object.entries(stack.resources('aws_sqs_queue'));
  expect(queues.map(([name]) => name).sort()).toEqual(['ingest', 'ingest-dead']);
  for (const [name, queue] of queues) {
    expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 });
    const policy = stack.resources('aws_sqs_queue_policy')[`${name}-policy`];
    expect(policy?.['queue_url']).toBe(`\${aws_sqs_queue.${name}.url}`);
    expect(statementsOf(policy?.['policy'])).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['sqs:SendMessage'],
        Resource: [`\${aws_sqs_queue.${name}.arn}`],
        Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
      }),
    ]);
  }
});

test('without a domain events wait in the queue, and are dead after five receives', () => {
  const stack = ingest();
  expect(stack.only('aws_cloudwatch_event_target')).toMatchObject({
    rule: '${aws_cloudwatch_event_rule.incoming-rule.name}',
    arn: '${aws_sqs_queue.ingest.arn}',
    dead_letter_config: { arn: DEAD },
  });
  const redrive = stack.resources('aws_sqs_queue')['ingest']?.['redrive_policy'] as string;
  expect(JSON.parse(redrive)).toEqual({ deadLetterTargetArn: DEAD, maxReceiveCount: 5 });
  expect(stack.resources('aws_cloudwatch_event_api_destination')).toEqual({});
  expect(Object.keys(stack.outputs).sort()).toEqual(['bucket_name', 'dead_letter_queue_url', 'queue_url']);
});

test('with one EventBridge calls the hook, tries for a day, and keeps what was not taken', () => {
  const stack = ingest(WITH_TLS);
  expect(stack.only('aws_cloudwatch_event_api_destination')).toMatchObject({
    connection_arn: '${aws_cloudformation_stack.hook-connection.outputs["Arn"]}',
    http_method: 'POST',
    invocation_endpoint: 'https://regpipe.example/hooks/s3',
  });
  expect(stack.only('aws_cloudwatch_event_target')).toMatchObject({
    arn: '${aws_cloudwatch_event_api_destination.hook.arn}',
    role_arn: '${aws_iam_role.call-hook-role.arn}',
    retry_policy: { maximum_event_age_in_seconds: 86_400 },
    dead_letter_config: { arn: DEAD },
  });
  expect(Object.keys(stack.resources('aws_sqs_queue'))).toEqual(['ingest-dead']);
  expect(stack.outputs).not.toHaveProperty('queue_url');
});

test('the hook is called within the VPC, by the load balancer and no other way', () => {
  const stack = ingest(WITH_TLS);
  const network = NETWORK;
  expect(stack.only('aws_vpclattice_resource_gateway')).toMatchObject({
    vpc_id: network.vpcId,
    subnet_ids: network.privateSubnetIds,
    security_group_ids: [network.securityGroupIds['vpc-link']],
  });
  expect(stack.only('aws_vpclattice_resource_configuration')).toMatchObject({
    resource_gateway_identifier: '${aws_vpclattice_resource_gateway.way-in.id}',
    port_ranges: ['443'],
    resource_configuration_definition: [{ dns_resource: [{ domain_name: LOAD_BALANCER }] }],
  });
  const template = stack.only('aws_cloudformation_stack')['template_body'] as string;
  const { Resources: resources } = JSON.parse(template) as {
    Resources: { Connection: { Properties: Record<string, unknown> } };
  };
  expect(resources.Connection.Properties['InvocationConnectivityParameters']).toEqual({
    ResourceParameters: {
      ResourceConfigurationArn: '${aws_vpclattice_resource_configuration.way-to-gateways.arn}',
    },
  });
});

test('the token goes from the memory of terraform to Secrets Manager, and from there to the connection', () => {
  const stack = ingest({ ...WITH_TLS, hook_token_version: '2' });
  expect(stack.variables['hook_token']).toMatchObject({ ephemeral: true, sensitive: true });
  expect(stack.only('aws_secretsmanager_secret')['name']).toBe('etl-log-demo/hook-token');
  expect(stack.only('aws_secretsmanager_secret_version')).toMatchObject({
    secret_id: '${aws_secretsmanager_secret.hook-token.id}',
    secret_string_wo: '${var.hook_token}',
    secret_string_wo_version: 2,
  });
  const template = stack.only('aws_cloudformation_stack')['template_body'] as string;
  const token =
    '{{resolve:secretsmanager:${aws_secretsmanager_secret.hook-token.arn}:SecretString:::' +
    '${aws_secretsmanager_secret_version.hook-token-value.version_id}}}';
  expect(JSON.parse(template)).toHaveProperty(
    'Resources.Connection.Properties.AuthParameters.ApiKeyAuthParameters',
    { ApiKeyName: 'Authorization', ApiKeyValue: `Bearer ${token}` },
  );
  expect(JSON.stringify(stack.json).split('var.hook_token')).toHaveLength(2);
});

test.each([
  ['queue', {}],
  ['hook', WITH_TLS],
])('by %s, events that wait and events that are dead are alarms', (_way, given) => {
  const stack = ingest(given);
  const alarms = stack.resources('aws_cloudwatch_metric_alarm');
  expect(Object.keys(alarms).sort()).toEqual(['ingest-dead-letters-alarm', 'ingest-waiting-alarm']);
  expect(alarms['ingest-dead-letters-alarm']?.['dimensions']).toEqual({
    QueueName: '${aws_sqs_queue.ingest-dead.name}',
  });
  for (const alarm of Object.values(alarms)) expect(alarm['alarm_actions']).toEqual([TOPIC_ARN]);
});
