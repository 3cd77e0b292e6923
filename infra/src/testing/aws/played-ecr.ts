import { done, type Input, type Operations } from './json-answer.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'ap-northeast-1';
export const REGISTRY_PASSWORD = 'a-password-of-twelve-hours';

/** Repositories and the tags in them. */
export class PlayedEcr {
  readonly repositories = new Map<string, Set<string>>();
  /** Images with their tags that Docker has pushed. */
  pushed: () => readonly string[] = () => [];

  readonly operations: Operations = {
    DescribeRepositories: (input) => this.#describeRepositories(input),
    DescribeImages: (input) => this.#describeImages(input),
    GetAuthorizationToken: () => {
      const authorizationToken = Buffer.from(`AWS:${REGISTRY_PASSWORD}`).toString('base64');
      return done({ authorizationData: [{ authorizationToken }] });
    },
  };

  urlOf(repository: string): string {
    return `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repository}`;
  }

  #describeRepositories(input: Input) {
    const names = input['repositoryNames'] as readonly string[];
    const missing = names.find((name) => !this.repositories.has(name));
    if (missing !== undefined) {
      const message = `The repository with name '${missing}' does not exist in the registry with id '${ACCOUNT}'`;
      return { error: 'RepositoryNotFoundException', message };
    }
    const repositories = names.map((repositoryName) => ({
      repositoryName,
      registryId: ACCOUNT,
      repositoryUri: this.urlOf(repositoryName),
    }));
    return done({ repositories });
  }

  #describeImages(input: Input) {
    const [image] = input['imageIds'] as readonly { readonly imageTag: string }[];
    const name = String(input['repositoryName']);
    const tags = this.repositories.get(name);
    if (tags === undefined || image === undefined) return { error: 'RepositoryNotFoundException' };
    const isThere =
      tags.has(image.imageTag) || this.pushed().includes(`${this.urlOf(name)}:${image.imageTag}`);
    if (!isThere) return { error: 'ImageNotFoundException' };
    return done({ imageDetails: [{ imageTags: [image.imageTag] }] });
  }
}
