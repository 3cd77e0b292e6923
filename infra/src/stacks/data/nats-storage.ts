import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point/index.js';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system/index.js';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy/index.js';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument } from '../../constructs/role.ts';
import type { Network } from '../network/network.ts';

export interface NatsStorage {
  readonly fileSystem: EfsFileSystem;
  readonly mountTargets: readonly EfsMountTarget[];
}

/** The folder of one node. Whoever comes by its access point sees nothing else, as a user whom the others are not. */
export interface NatsStore {
  readonly accessPoint: EfsAccessPoint;
  readonly user: number;
}

const FIRST_USER = 1_001;

/** A file system for the stores of all nodes, which is there in every zone. */
export function addNatsStorage(stack: ProjectStack, network: Network): NatsStorage {
  const fileSystem = new EfsFileSystem(stack, 'nats-storage', {
    creationToken: stack.named('nats'),
    encrypted: true,
    performanceMode: 'generalPurpose',
    // Hardly anything lies there, so the throughput that comes with what is stored would be next to none.
    throughputMode: 'elastic',
    tags: { Name: stack.named('nats') },
  });
  new EfsFileSystemPolicy(stack, 'nats-storage-policy', {
    fileSystemId: fileSystem.id,
    // That there is a policy already keeps out whoever comes without a role.
    policy: policyDocument([
      {
        Sid: 'RefuseInTheClear',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: [
          'elasticfilesystem:ClientMount',
          'elasticfilesystem:ClientWrite',
          'elasticfilesystem:ClientRootAccess',
        ],
        Resource: [fileSystem.arn],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]),
  });
  const mountTargets = network.privateSubnetIds.map(
    (subnetId, zone) =>
      new EfsMountTarget(stack, `nats-mount-${zone + 1}`, {
        fileSystemId: fileSystem.id,
        subnetId,
        securityGroups: [network.securityGroupIds['nats-storage']],
      }),
  );
  return { fileSystem, mountTargets };
}

/** @param index of the node, from 0 */
export function addNatsStore(stack: ProjectStack, { fileSystem }: NatsStorage, index: number): NatsStore {
  const user = FIRST_USER + index;
  const name = `nats-${index + 1}`;
  const accessPoint = new EfsAccessPoint(stack, `${name}-store`, {
    fileSystemId: fileSystem.id,
    posixUser: { uid: user, gid: user },
    rootDirectory: {
      path: `/${name}`,
      creationInfo: { ownerUid: user, ownerGid: user, permissions: '0700' },
    },
    tags: { Name: stack.named(name) },
  });
  return { accessPoint, user };
}
