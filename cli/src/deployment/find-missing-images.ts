import type { Registry } from './load-tools.ts';
import type { NatsImage } from './push-images.ts';
import type { Session } from './session.ts';

export interface Images {
  /** With its tag, in our repository; undefined for one that is there, as tags are never moved. */
  readonly regpipe: string | undefined;
  /** The same; also where the project runs no NATS of its own. */
  readonly nats: NatsImage | undefined;
}

/** What has to be pushed before a version can be deployed. @throws AwsFailure */
export async function findMissingImages(
  { tools, aws, stacks }: Session,
  registry: Registry,
  tag: string,
): Promise<Images> {
  const { regpipe, nats } = aws.names.repositories;
  const [hasRegpipe, hasNats] = await Promise.all([
    tools.hasImage(aws, regpipe, tag),
    stacks.nats === 'existing' || tools.hasImage(aws, nats, tools.NATS_TAG),
  ]);
  return {
    regpipe: hasRegpipe ? undefined : `${registry.regpipe}:${tag}`,
    nats: hasNats ? undefined : { from: `nats:${tools.NATS_TAG}`, to: `${registry.nats}:${tools.NATS_TAG}` },
  };
}
