import { type NextSteps, nextStepsFor } from '@regpipe/terms';

/** The shared lines, but for those that speak to users of the HTTP API. */
export const nextStepsEn: NextSteps = {
  ...nextStepsFor('en'),
  UNAUTHORIZED: 'Set REGPIPE_API_TOKEN, or REGPIPE_DATA_DIR to the directory that holds api-token.',
  NOT_FOUND: 'Check REGPIPE_URL; the gateway that answers there may be of another version.',
  TOKEN_NOT_FOUND: 'See the tokens: ./run token list.',
  DATASET_UNKNOWN: 'Check --dataset.',
  SCHEDULE_NOT_FOUND: 'See the schedules: ./run schedule list.',
  JOB_NOT_FOUND: 'See the latest job: ./run status.',
  REQUEST_INVALID: 'Correct what the message names and run the command again.',
};
