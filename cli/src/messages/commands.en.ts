import { scheduleCommandsEn } from './schedules.en.ts';

/** What each command's help says, in English. */
export const commandsEn = {
  etl: {
    description: 'Load the whole source and publish it, unless it is unchanged',
    examples: ['./run etl', './run etl --source https://eip.fia.gov.tw/data/BGMOPEN1.zip --auto'],
  },
  'dry-run': {
    description: 'Go the whole way without writing business tables: what would etl report?',
    examples: ['./run dry-run --limit 10000', './run dry-run --source .regpipe/incoming/BGMOPEN1.csv --json'],
  },
  status: {
    description: 'Show a job, or watch it to its end',
    examples: ['./run status', './run status 42 --watch'],
  },
  errors: {
    description: 'Show the rejected records of a job',
    examples: ['./run errors 42 --type INVALID_BAN --limit 50', './run errors 42 --csv rejects.csv'],
  },
  resume: {
    description: 'Let a failed or interrupted job go on from what is loaded',
    examples: ['./run resume', './run resume 42', './run resume 42 --accept'],
  },
  redrive: {
    description: 'Repair a partial job: send the chunks again that failed every delivery',
    examples: ['./run redrive', './run redrive 42'],
  },
  cancel: {
    description: 'Cancel a job; what it has loaded is dropped, what is published stays',
    examples: ['./run cancel', './run cancel 42'],
  },
  rollback: {
    description: 'Make the publication before the live one live again',
    examples: ['./run rollback', './run rollback --auto --json'],
  },
  ...scheduleCommandsEn,
  'token add': {
    description: 'Make a token for the API; it is shown once',
    examples: ['./run token add dashboard --role viewer', './run token add ci --role operator --expires 90d'],
  },
  'token list': {
    description: 'List the tokens, with what they may do and when they were last used',
    examples: ['./run token list', './run token list --json'],
  },
  'token revoke': {
    description: 'Revoke a token and its sessions, for good',
    examples: ['./run token revoke ci'],
  },
  demo: {
    description:
      'Show the whole way once, on servers of its own: a sample file is loaded, published and checked',
    examples: ['./run demo', './run demo --rows 1600000 --keep', './run demo --file ./BGMOPEN1.zip'],
  },
  dev: {
    description: 'Run the servers and services in the foreground; Ctrl-C stops them',
    examples: ['./run dev', 'DATABASE_URL=postgres://… NATS_URL=nats://… ./run dev'],
  },
  stop: {
    description: 'Stop what ./run dev or ./run demo --keep has started',
    examples: ['./run stop'],
  },
  migrate: {
    description: 'Bring the control tables of a PostgreSQL of your own up to date',
    examples: [
      'MIGRATION_DATABASE_URL=postgres://… ./run migrate',
      'MIGRATION_DATABASE_URL=postgres://… REGPIPE_LOADER_PASSWORD=… REGPIPE_SCHEDULER_PASSWORD=… REGPIPE_GATEWAY_PASSWORD=… ./run migrate --roles',
    ],
  },
};
