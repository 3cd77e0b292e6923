import type { NextSteps } from '@regpipe/terms';

/** What the console says instead of the shared lines, where those speak of the command line or of HTTP. */
export const consoleStepsEn = {
  REQUEST_INVALID: 'Correct what the message names, then send it again.',
  UNAUTHORIZED: 'Sign in with a token that is valid.',
  FORBIDDEN: 'Sign in with a token of the role that the message names; an admin makes one: ./run token add.',
  CSRF_REFUSED: 'Load this page again, then repeat what you did.',
  TOO_MANY_REQUESTS: 'Wait for a minute, then try again.',
  NOT_FOUND: 'The gateway may be of another version than this page: load the page again.',
  DATASET_UNKNOWN: 'Choose one of the data sets on the overview.',
  JOB_NOT_FOUND: 'Look for it in the list of jobs.',
  DROP_NOT_FOUND: 'Look for it in the list of dropped files.',
  TOLERANCE_EXCEEDED:
    'Look at the rows that were rejected; correct the file or what it refers to, then drop it again.',
  CHUNKS_DEAD: 'See among the queues why chunks could not be read, then resume the job on its page.',
  NOT_PUBLISHED: 'Start a full job first.',
  JOB_RUNNING: 'Wait for the running job to end, or cancel it on its page.',
  NO_PREVIOUS_VERSION: 'Only a kept version can be rolled back to. Start a full job to publish one.',
  PUBLICATION_BLOCKED:
    'End the session that the message names, or wait for it. Then resume the job, or roll back again.',
  JOB_NOT_RESUMABLE: 'Only failed and interrupted jobs go on; start a new one.',
  JOB_NOT_REDRIVABLE: 'Only a partial job whose version is live can be repaired; start a new one.',
  DEAD_LETTERS_GONE:
    'There is nothing left to send again; start a job that is forced to load the whole source anew.',
  GUARD_ROWS_GONE:
    'Look at the source. If it is right, resume the job and accept it; after a dry run, start a full job that accepts it.',
  GUARD_REJECTED:
    'Look at the rejected records. If they are right, resume the job and accept it; after a dry run, start a full job that accepts it.',
} satisfies Partial<NextSteps>;
