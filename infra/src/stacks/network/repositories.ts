import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Repository } from './network.ts';

/** As many deployments can be gone back to. */
const KEPT_IMAGES = 20;

/** What a push that broke off, or the parts of an image that is gone, leave behind; then whole images. */
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Images without a tag end after a day',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: `The last ${KEPT_IMAGES} images are kept`,
      // Not `any`: that would count the parts of images for several architectures, too.
      selection: {
        ...{ tagStatus: 'tagged', tagPatternList: ['*'] },
        ...{ countType: 'imageCountMoreThan', countNumber: KEPT_IMAGES },
      },
      action: { type: 'expire' },
    },
  ],
});

/** A place for the images of one program, `${project}/<name>`, in which a tag always means the same image. */
export function addRepository(stack: ProjectStack, name: string): Repository {
  const repository = new EcrRepository(stack, `${name}-images`, {
    name: `${stack.settings.project}/${name}`,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    // By AWS' own key for ECR, which costs nothing.
    encryptionConfiguration: [{ encryptionType: 'KMS' }],
    // Images can be built again; without this the stack could not be destroyed while there are any.
    forceDelete: true,
  });
  new EcrLifecyclePolicy(stack, `${name}-images-lifecycle`, {
    repository: repository.name,
    policy: LIFECYCLE,
  });
  return { url: repository.repositoryUrl, arn: repository.arn };
}
