import { type Arrivals, PREFIXES } from '../../constructs/arrivals.ts';
import type { Statement } from '../../constructs/role.ts';
import type { Service } from './services.ts';

/** What the program of a service may do in AWS: those who work with dropped files, in the bucket of these. */
export function rightsOf(service: Service, arrivals: Arrivals): readonly Statement[] {
  if (service === 'fetcher') return ofReader(arrivals);
  if (service === 'intake') return [...ofMover(arrivals), ...ofQueue(arrivals)];
  return [];
}

function ofReader(arrivals: Arrivals): Statement[] {
  return [{ sid: 'ReadDroppedFiles', actions: ['s3:GetObject'], resources: objectsOf(arrivals, 'incoming') }];
}

/** A move is a copy with all its tags, and a deletion behind it: S3 knows no other. */
function ofMover(arrivals: Arrivals): Statement[] {
  return [
    {
      sid: 'FindDroppedFiles',
      actions: ['s3:ListBucket'],
      resources: [arrivals.bucketArn],
      // Only to those who may list does S3 say that a key, or the bucket, is not there; such a question has no prefix.
      conditions: {
        StringLikeIfExists: { 's3:prefix': Object.values(PREFIXES).map((prefix) => `${prefix}*`) },
      },
    },
    {
      sid: 'ReadDropsAndReports',
      actions: ['s3:GetObject', 's3:GetObjectTagging'],
      resources: objectsOf(arrivals, 'incoming', 'processed', 'failed', 'results'),
    },
    {
      sid: 'PutAwayAndReport',
      actions: ['s3:PutObject', 's3:PutObjectTagging'],
      resources: objectsOf(arrivals, 'processed', 'failed', 'results'),
    },
    {
      sid: 'TakeAwayDroppedFiles',
      actions: ['s3:DeleteObject'],
      resources: objectsOf(arrivals, 'incoming'),
    },
  ];
}

function ofQueue({ queue }: Arrivals): Statement[] {
  if (queue === undefined) return [];
  return [
    {
      sid: 'TakeEventsOfFiles',
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      resources: [queue.arn],
    },
  ];
}

function objectsOf({ bucketArn }: Arrivals, ...folders: readonly (keyof typeof PREFIXES)[]): string[] {
  return folders.map((folder) => `${bucketArn}/${PREFIXES[folder]}*`);
}
