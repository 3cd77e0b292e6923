import type { Registry, Revision } from './load-tools.ts';
import { notApplied } from './not-applied.ts';
import type { Build } from './read-build.ts';
import type { Session } from './session.ts';

/** What is deployed. */
export interface Deployed {
  readonly registry: Registry;
  readonly build: Build;
}

/** The newest task definition of a family: terraform may have made it, with new settings. @throws CliError NOT_APPLIED, AwsFailure */
export async function newestRevision(
  { cli, tools, aws }: Session,
  family: string,
  { registry }: Deployed,
): Promise<Revision> {
  const { messages } = cli;
  const revision = await tools.describeRevision(aws, family);
  if (revision === undefined) throw notApplied(messages.deployment.familyMissing(family), messages);
  if (tools.imageTagOf(revision, registry.regpipe) === undefined) {
    throw notApplied(messages.deployment.foreignImage(revision.name, registry.regpipe), messages);
  }
  return revision;
}

/** Registers the same with the image that is deployed. @param previous `family:revision`, for a service. @throws AwsFailure */
export async function renewRevision(
  { tools, aws }: Session,
  base: Revision,
  { registry, build }: Deployed,
  previous?: string,
): Promise<Revision> {
  return tools.registerRevision(aws, {
    base,
    repository: registry.regpipe,
    imageTag: build.tag,
    commit: build.commit,
    ...(previous === undefined ? {} : { previous }),
  });
}
