import { DescribeImagesCommand } from '@aws-sdk/client-ecr';

import type { Aws } from './aws.ts';
import { ask, isNamed } from './aws-failure.ts';

/** Whether a repository has an image under this tag. @throws AwsFailure */
export async function hasImage({ ecr, looking }: Aws, repositoryName: string, tag: string): Promise<boolean> {
  const request = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: tag }] });
  try {
    const { imageDetails = [] } = await ask('ecr:DescribeImages', ecr.send(request, looking));
    return imageDetails.length > 0;
  } catch (error) {
    if (isNamed(error, 'ImageNotFoundException')) return false;
    throw error;
  }
}
