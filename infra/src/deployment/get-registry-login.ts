import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';

import type { Aws } from './aws.ts';
import { ask, AwsFailure } from './aws-failure.ts';

/** With what a registry lets in, for twelve hours. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

const OPERATION = 'ecr:GetAuthorizationToken';

/** @throws AwsFailure */
export async function getRegistryLogin({ ecr, looking }: Aws): Promise<RegistryLogin> {
  const { authorizationData } = await ask(OPERATION, ecr.send(new GetAuthorizationTokenCommand({}), looking));
  const token = authorizationData?.[0]?.authorizationToken ?? '';
  const [user, password] = Buffer.from(token, 'base64').toString().split(':');
  if (user === undefined || password === undefined) {
    throw new AwsFailure(OPERATION, new TypeError('The answer has no token.'));
  }
  return { user, password };
}
