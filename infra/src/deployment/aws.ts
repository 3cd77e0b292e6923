import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';

import { type DeployedNames, deployedNames } from './names.ts';

/** Where a deployment goes. */
export interface Aws {
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly names: DeployedNames;
  /** Ends what only looks. What changes something is never broken off: nobody would know whether it has. */
  readonly looking: { readonly abortSignal: AbortSignal };
  close(): void;
}

export interface AwsPlace {
  readonly project: string;
  readonly region: string;
}

const CONNECT_LIMIT_MS = 5_000;
const REQUEST_LIMIT_MS = 30_000;
/** The SDK waits longer from one to the next: with five a request outlives a few seconds of throttling. */
const ATTEMPTS = 5;

/** Credentials, and the endpoint where it is not AWS' own, are found as every AWS SDK finds them. */
export function connectAws({ project, region }: AwsPlace, signal: AbortSignal): Aws {
  const options = {
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_LIMIT_MS, requestTimeout: REQUEST_LIMIT_MS },
  };
  const ecs = new ECSClient(options);
  const ecr = new ECRClient(options);
  return {
    ecs,
    ecr,
    names: deployedNames(project),
    looking: { abortSignal: signal },
    close() {
      ecs.destroy();
      ecr.destroy();
    },
  };
}
