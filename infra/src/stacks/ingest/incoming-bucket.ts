import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';

import { arrivalsOf, PREFIXES } from '../../constructs/arrivals.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument } from '../../constructs/role.ts';

const DONE_DAYS = 90;
/** Reports are small, and outlast the files that they are about. */
const RESULT_DAYS = 365;
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
  const bucket = new S3Bucket(stack, 'incoming', { bucket: arrivalsOf(stack).bucket });
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
  const expiring = (id: keyof typeof PREFIXES, days: number) => ({
    id,
    status: 'Enabled',
    filter: [{ prefix: PREFIXES[id] }],
    expiration: [{ days }],
  });
  new S3BucketLifecycleConfiguration(stack, 'lifecycle', {
    bucket,
    rule: [
      expiring('processed', DONE_DAYS),
      expiring('failed', DONE_DAYS),
      expiring('results', RESULT_DAYS),
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
