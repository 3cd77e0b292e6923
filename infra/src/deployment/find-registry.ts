import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';

import type { Aws } from './aws.ts';
import { ask, isNamed } from './aws-failure.ts';

/** The repositories of the project's images. */
export interface Registry {
  /** The account whose they are: where everything goes. */
  readonly account: string;
  /** Without a tag, such as `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/etl-log-demo/regpipe`. */
  readonly regpipe: string;
  readonly nats: string;
}

/** @returns undefined where the network stack, which makes them, has not been applied. @throws AwsFailure */
export async function findRegistry({ ecr, names, looking }: Aws): Promise<Registry | undefined> {
  const { regpipe, nats } = names.repositories;
  const request = new DescribeRepositoriesCommand({ repositoryNames: [regpipe, nats] });
  try {
    const { repositories = [] } = await ask('ecr:DescribeRepositories', ecr.send(request, looking));
    const urlOf = (name: string) => repositories.find((one) => one.repositoryName === name)?.repositoryUri;
    const [account, ...urls] = [repositories[0]?.registryId, urlOf(regpipe), urlOf(nats)];
    if (account === undefined || urls[0] === undefined || urls[1] === undefined) return undefined;
    return { account, regpipe: urls[0], nats: urls[1] };
  } catch (error) {
    if (isNamed(error, 'RepositoryNotFoundException')) return undefined;
    throw error;
  }
}
