import type { Statement } from '../../constructs/role.ts';
import type { Settings } from '../../settings.ts';
import type { Member } from './members.ts';

/** The services of AWS that have addresses of their own in the private subnets, as in `com.amazonaws.<region>.<service>`. */
export type InterfaceName = 'logs' | 'ecr.api' | 'ecr.dkr' | 'secretsmanager' | 'sqs' | 'execute-api';

export interface InterfaceService {
  /** Whose group its endpoint has. */
  readonly group: Member;
  /** What may be done there. */
  readonly statements: readonly Statement[];
}

/** What names of resources are made of. */
export interface Place {
  readonly settings: Settings;
  /** May be a token. */
  readonly account: string;
}

/**
 * What tasks call of AWS: no more, as each address costs by the hour. Every statement holds for principals of the account
 * only, but for those who call the private API, who need not be any.
 */
export function interfaceServices(place: Place): Readonly<Record<InterfaceName, InterfaceService>> {
  const { account, settings } = place;
  const { project, region, database } = settings;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const ours = { StringEquals: { 'aws:PrincipalAccount': account } };
  const pull: readonly Statement[] = [
    {
      sid: 'PullImages',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [arn('ecr', `repository/${project}/*`)],
      conditions: ours,
    },
    // Knows no resource.
    { sid: 'SignIn', actions: ['ecr:GetAuthorizationToken'], resources: ['*'], conditions: ours },
  ];
  return {
    logs: {
      group: 'endpoints',
      statements: [
        {
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [arn('logs', `log-group:/ecs/${project}-*`)],
          conditions: ours,
        },
      ],
    },
    // The one gives the token and says where layers are, the other is the registry that the token is for.
    'ecr.api': { group: 'endpoints', statements: pull },
    'ecr.dkr': { group: 'endpoints', statements: pull },
    secretsmanager: {
      group: 'endpoints',
      statements: [
        {
          sid: 'ReadSecrets',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [
            arn('secretsmanager', `secret:${project}/*`),
            // RDS names the secret of its administrator itself.
            ...(database === 'rds' ? [arn('secretsmanager', 'secret:rds!*')] : []),
          ],
          conditions: ours,
        },
      ],
    },
    sqs: {
      group: 'endpoints',
      statements: [
        {
          sid: 'TakeFromQueues',
          actions: [
            'sqs:ReceiveMessage',
            'sqs:DeleteMessage',
            'sqs:ChangeMessageVisibility',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
          ],
          resources: [arn('sqs', `${project}-*`)],
          conditions: ours,
        },
      ],
    },
    'execute-api': {
      group: 'api-endpoint',
      statements: [
        // The API is made after the network, and its own policy names this endpoint.
        { sid: 'CallApis', actions: ['execute-api:Invoke'], resources: [arn('execute-api', '*')] },
      ],
    },
  };
}

/** What may be done with S3 from the private subnets: all of it goes by the gateway endpoint, sources in S3 too. */
export function s3Statements({ settings, account }: Place): readonly Statement[] {
  const { project, region } = settings;
  // Somebody else's bucket may have a name like that.
  const ours = { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } };
  const incoming = `arn:aws:s3:::${project}-incoming-*`;
  return [
    {
      // ECR signs the addresses of layers by itself: no principal of the account, and AWS' own bucket.
      sid: 'ReadImageLayers',
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3:::prod-${region}-starport-layer-bucket/*`],
    },
    {
      sid: 'MoveIncomingFiles',
      actions: [
        's3:GetObject',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:PutObject',
        's3:PutObjectTagging',
        's3:DeleteObject',
      ],
      resources: [`${incoming}/*`],
      conditions: ours,
    },
    { sid: 'ListIncomingFiles', actions: ['s3:ListBucket'], resources: [incoming], conditions: ours },
  ];
}
