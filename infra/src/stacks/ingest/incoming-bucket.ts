import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';

import { accountOf } from '../../constructs/account.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument } from '../../constructs/role.ts';

/** What the first part of an object's key says of it. */
export const PREFIXES = {
  /** Put there to be loaded: each new object, and each new version of one, is an event. */
  incoming: 'incoming/',
  /** Moved there by whoever has loaded it. */
  processed: 'processed/',
  /** Moved there by whoever could not. */
  failed: 'failed/',
  /** What came of it, for whoever has put it there; kept until somebody removes it. */
  results: 'results/',
} as const;

const DONE_DAYS = 90;
const OLD_VERSION_DAYS = 30;
const UNFINISHED_UPLOAD_DAYS = 7;

/** Everything by which the bucket's content is read, listed or changed. */
const CONTENT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:DeleteObjectTagging',
  's3:DeleteObjectVersion',
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectTagging',
  's3:GetObjectVersion',
  's3:GetObjectVersionAttributes',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
];

/** The bucket that files are put into to be loaded; it tells EventBridge of each. */
export function addIncomingBucket(stack: ProjectStack): S3Bucket {
  const account = accountOf(stack);
  const bucket = new S3Bucket(stack, 'incoming', {
    // The names of buckets are one space for all accounts.
    bucket: `${stack.named('incoming')}-${account.id}`,
  });
  const { id } = bucket;
  new S3BucketVersioningA(stack, 'versions', {
    bucket: id,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, 'encryption', {
    bucket: id,
    // With a key of S3's own: the files are public data, and a key in KMS costs for every object.
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  new S3BucketOwnershipControls(stack, 'ownership', {
    bucket: id,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const block = new S3BucketPublicAccessBlock(stack, 'no-public-access', {
    bucket: id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketPolicy(stack, 'tls-only', {
    bucket: id,
    policy: policyDocument([
      {
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: CONTENT_ACTIONS,
        Resource: [bucket.arn, `${bucket.arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]),
    // S3 takes one change of a bucket's access at a time.
    dependsOn: [block],
  });
  addLifecycle(stack, id);
  new S3BucketNotification(stack, 'events', { bucket: id, eventbridge: true });
  return bucket;
}

function addLifecycle(stack: ProjectStack, bucket: string): void {
  const expiring = (id: string, prefix: string) => ({
    id,
    status: 'Enabled',
    filter: [{ prefix }],
    expiration: [{ days: DONE_DAYS }],
  });
  new S3BucketLifecycleConfiguration(stack, 'lifecycle', {
    bucket,
    rule: [
      expiring('processed', PREFIXES.processed),
      expiring('failed', PREFIXES.failed),
      {
        id: 'leftovers',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSION_DAYS }],
        expiration: [{ expiredObjectDeleteMarker: true }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_UPLOAD_DAYS }],
      },
    ],
  });
}
