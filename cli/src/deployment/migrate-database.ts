import { CliError } from '../cli-error.ts';
import { formatWholeSeconds, printable } from '../format.ts';
import type { MigrationEnd } from './load-tools.ts';
import { notApplied } from './not-applied.ts';
import { type Deployed, newestRevision, renewRevision } from './renew-revision.ts';
import type { Session } from './session.ts';

/** Brings the control tables to what the new version needs. @throws CliError MIGRATION_FAILED, NOT_APPLIED, AwsFailure */
export async function migrateDatabase(session: Session, deployed: Deployed): Promise<void> {
  const { cli, tools, aws, settings, signal } = session;
  const { messages, output } = cli;
  const words = messages.deployment;
  const base = await newestRevision(session, aws.names.migrateFamily, deployed);
  signal.throwIfAborted();
  const revision = await renewRevision(session, base, deployed);
  output.line(words.migrating(revision.name));
  const end = await tools.runMigration(aws, revision, {
    ...{ pollMs: settings.pollMs, limitMs: settings.limitMs, signal },
    onAway: (failure) => output.line(words.away(failure.exception)),
    onStarted(task, { group }) {
      session.migration = words.migrationGoesOn(task);
      output.line(words.migrationStarted(task, group));
    },
  });
  if (end.outcome !== 'done') throw explain(session, revision.name, end);
  session.migration = words.migrated;
  output.line(words.migrated);
}

function explain(
  { cli: { messages }, settings }: Session,
  revision: string,
  end: Exclude<MigrationEnd, { outcome: 'done' }>,
): CliError {
  const words = messages.deployment;
  const failed = (message: string, next: string) => new CliError({ code: 'MIGRATION_FAILED', message, next });
  switch (end.outcome) {
    case 'no-network':
      return notApplied(words.noNetwork(revision), messages);
    case 'not-started':
      return failed(words.migrationNotStarted(printable(end.reason)), words.migrationNotStartedNext);
    case 'failed':
      return failed(
        words.migrationFailed(printable(end.reason)),
        words.readLog(end.log.group, end.log.stream),
      );
    case 'timed-out':
      return failed(
        words.migrationTimedOut(formatWholeSeconds(settings.limitMs / 1_000, messages.time)),
        words.readLog(end.log.group, end.log.stream),
      );
  }
}
