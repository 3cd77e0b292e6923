/*
 * The map of the system: every subject, who produces it and who consumes it.
 *
 *   jobs.fetch.<dataset>             tracker     → fetcher      read the source and cut it into chunks
 *   jobs.publish.<dataset>           tracker     → loader       everything is in: publish (or count a dry run)
 *   jobs.redrive.<dataset>           tracker     → tracker      send a job's dead letters again
 *   jobs.discard.<dataset>           tracker     → loader       drop what a job has written
 *   jobs.index.<dataset>             loader      → loader       build the search indexes of a live version
 *   chunks.raw.<dataset>.<job>       fetcher     → transformer  runs of whole CSV records
 *   chunks.clean.<dataset>.<job>     transformer → loader       COPY text, one section a table
 *   events.<dataset>.<job>.<type>    all         → tracker      facts
 *   schedule.tick.<name>             scheduler   → tracker      a schedule is due; by hand as well, with an empty message
 *   commands.notifications           gateway     → projector    what became of a push notification; by others as well
 *   jobs.rebuild.<projection>        projector   → projector    make a projection anew from the commands
 *   dead.<stage>.<dataset>.<job>     all         → tracker      chunks that failed every delivery, until they are driven again
 */

export type StreamName = 'JOBS' | 'RAW' | 'CLEAN' | 'EVENTS' | 'SCHEDULE' | 'COMMANDS' | 'DEAD';
export type JobVerb = 'fetch' | 'publish' | 'redrive' | 'discard' | 'index' | 'rebuild';
export type ChunkStage = 'raw' | 'clean';

export interface StreamDefinition {
  readonly name: StreamName;
  readonly subjects: readonly string[];
  /** `workqueue` drops a message when it is acknowledged; `limits` keeps it for `maxAgeMs`. */
  readonly retention: 'workqueue' | 'limits';
  /** Beyond this a publisher is refused and waits: the back-pressure between stages. */
  readonly maxBytes: number;
  readonly maxAgeMs?: number;
}

const MiB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export const STREAMS: readonly StreamDefinition[] = [
  { name: 'JOBS', subjects: ['jobs.>'], retention: 'workqueue', maxBytes: 16 * MiB },
  { name: 'RAW', subjects: ['chunks.raw.>'], retention: 'workqueue', maxBytes: 64 * MiB },
  { name: 'CLEAN', subjects: ['chunks.clean.>'], retention: 'workqueue', maxBytes: 64 * MiB },
  { name: 'EVENTS', subjects: ['events.>'], retention: 'limits', maxBytes: 256 * MiB, maxAgeMs: 7 * DAY_MS },
  { name: 'SCHEDULE', subjects: ['schedule.>'], retention: 'workqueue', maxBytes: 4 * MiB },
  { name: 'COMMANDS', subjects: ['commands.>'], retention: 'workqueue', maxBytes: 256 * MiB },
  { name: 'DEAD', subjects: ['dead.>'], retention: 'limits', maxBytes: 256 * MiB, maxAgeMs: 30 * DAY_MS },
];

/** Whether a stream stores what is published on the subject, which may have wildcards. */
export function holdsSubject({ subjects: held }: StreamDefinition, subject: string): boolean {
  return held.some((all) => subject.startsWith(all.replace(/>$/, '')));
}

export const subjects = {
  job: (verb: JobVerb, dataset: string) => `jobs.${verb}.${dataset}`,
  everyJob: (verb: JobVerb) => `jobs.${verb}.*`,
  chunk: (stage: ChunkStage, dataset: string, jobId: number) => `chunks.${stage}.${dataset}.${jobId}`,
  event: (dataset: string, jobId: number, type: string) => `events.${dataset}.${jobId}.${type}`,
  tick: (schedule: string) => `schedule.tick.${schedule}`,
  everyTick: 'schedule.tick.*',
  notificationCommands: 'commands.notifications',
  dead: (stage: string, dataset: string, jobId: number) => `dead.${stage}.${dataset}.${jobId}`,
} as const;
