import { expect, test } from 'vitest';

import { synthesiseNetwork } from './testing/synthesise-network.ts';

const stack = synthesiseNetwork();
const repositories = stack.resources('aws_ecr_repository');

test('a tag means the same image for ever, and each image is looked through when it comes', () => {
  expect(Object.values(repositories).map(({ name }) => name)).toEqual([
    'etl-log-demo/nats',
    'etl-log-demo/regpipe',
  ]);
  for (const repository of Object.values(repositories)) {
    expect(repository).toMatchObject({
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'KMS' }],
    });
  }
});

test('each keeps its last twenty images, and what has no tag for a day', () => {
  const policies = Object.values(stack.resources('aws_ecr_lifecycle_policy'));
  expect(policies.map(({ repository }) => repository)).toEqual(
    Object.keys(repositories).map((name) => `\${aws_ecr_repository.${name}.name}`),
  );
  for (const { policy } of policies) {
    expect(JSON.parse(String(policy))).toMatchObject({
      rules: [
        { rulePriority: 1, selection: { tagStatus: 'untagged', countUnit: 'days', countNumber: 1 } },
        { rulePriority: 2, selection: { tagStatus: 'tagged', countNumber: 20 } },
      ],
    });
  }
});
