/*
 * Deployments to what the stacks have made. The command line loads this when it is asked to deploy, and only then: it
 * needs what is installed in infra/node_modules.
 */
export { readSettings, type Settings, SettingsError } from '../settings.ts';
export { NATS_TAG } from '../stacks/data/nats-image.ts';
export { awaitRollout, type RolloutEnd } from './await-rollout.ts';
export { type Aws, connectAws } from './aws.ts';
export { AwsFailure } from './aws-failure.ts';
export { findPrevious } from './find-previous.ts';
export { findRegistry, type Registry } from './find-registry.ts';
export { findServices, primaryOf, type RunningService } from './find-services.ts';
export { getRegistryLogin } from './get-registry-login.ts';
export { hasImage } from './has-image.ts';
export { type TaskCounts, tasksOf } from './judge-rollout.ts';
export { registerRevision } from './register-revision.ts';
export { describeRevision, imageTagOf, type Revision, revisionName } from './revision.ts';
export { type LogPlace, type MigrationEnd, runMigration } from './run-migration.ts';
export { type Rollout, startRollout } from './start-rollout.ts';
