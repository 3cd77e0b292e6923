import { dropCommandsEn } from './drops.en.ts';
import { scheduleCommandsEn } from './schedules.en.ts';

/** What each command's help says, in English. */
export const commandsEn = {
  etl: {
    description: 'Load the whole source and publish it, if it has changed',
    examples: ['./run etl', './run etl --source https://eip.fia.gov.tw/data/BGMOPEN1.zip --auto'],
  },
  'dry-run': {
    description: 'Go the whole way without loading: what would etl report?',
    examples: ['./run dry-run --limit 10000', './run dry-run --source .regpipe/incoming/BGMOPEN1.csv --json'],
  },
  status: {
    description: 'Show a job, or watch it to its end',
    examples: ['./run status', './run status 42 --watch'],
  },
  jobs: {
    description: 'List jobs, the newest first',
    examples: ['./run jobs', './run jobs --status failed --limit 50', './run jobs --mode dry-run --json'],
  },
  errors: {
    description: 'Show the rejected records of a job',
    examples: ['./run errors 42 --type INVALID_BAN --limit 50', './run errors 42 --csv rejects.csv'],
  },
  resume: {
    description: 'Let a failed job go on from what it has loaded',
    examples: ['./run resume', './run resume 42', './run resume 42 --accept'],
  },
  redrive: {
    description: 'Repair a partial job: send its dead chunks again',
    examples: ['./run redrive', './run redrive 42'],
  },
  cancel: {
    description: 'Cancel a job; what is published stays',
    examples: ['./run cancel', './run cancel 42'],
  },
  rollback: {
    description: 'Make the publication before the live one live again',
    examples: ['./run rollback', './run rollback --auto --json'],
  },
  ...dropCommandsEn,
  rebuild: {
    description: 'Make what is queried anew from the commands, while it is queried',
    examples: ['./run rebuild notifications', './run rebuild notifications --json'],
  },
  ...scheduleCommandsEn,
  'token add': {
    description: 'Make a token for the API; it is shown once',
    examples: [
      './run token add dashboard --role viewer',
      './run token add ci --role operator --expires 90d',
      './run token add mobile-app --role sender',
    ],
  },
  'token list': {
    description: 'List the tokens, their roles and when they were last used',
    examples: ['./run token list', './run token list --json'],
  },
  'token revoke': {
    description: 'Revoke a token and its sessions, for good',
    examples: ['./run token revoke ci'],
  },
  demo: {
    description: 'Show the whole way once, on servers of its own',
    examples: ['./run demo', './run demo --rows 1600000 --keep', './run demo --file ./BGMOPEN1.zip'],
  },
  dev: {
    description: 'Run servers and services here; Ctrl-C stops them',
    examples: ['./run dev', 'DATABASE_URL=postgres://… NATS_URL=nats://… ./run dev'],
  },
  stop: {
    description: 'Stop what ./run dev or ./run demo --keep has started',
    examples: ['./run stop'],
  },
  setup: {
    description: 'Make passwords, build the image, start everything in containers, wait until it works',
    examples: ['./run setup', './run setup --alarm-email you@example.com'],
  },
  up: {
    description: 'Start the containers and wait until they work',
    examples: ['./run up', './run up --scale transformer=3 --scale loader=2'],
  },
  down: {
    description: 'Stop and remove the containers; the data stays',
    examples: ['./run down'],
  },
  cleanup: {
    description: 'Remove the containers with their data, the image, and what setup has made on AWS',
    examples: ['./run cleanup', './run cleanup --auto', './run cleanup --keep-aws'],
  },
  'tf-synth': {
    description: 'Write the Terraform configuration of the stacks',
    examples: ['./run tf-synth', 'TF_VAR_region=eu-west-1 ./run tf-synth'],
  },
  'tf-validate': {
    description: 'Check the configuration of the stacks',
    examples: ['./run tf-validate', './run tf-validate network data'],
  },
  'tf-plan': {
    description: 'Show what tf-apply would change on AWS',
    examples: ['./run tf-plan', './run tf-plan monitoring'],
  },
  'tf-apply': {
    description: 'Make and change what the stacks have on AWS',
    examples: [
      'TF_VAR_alarm_email=you@example.com ./run tf-apply monitoring',
      './run tf-apply',
      './run tf-apply --auto',
    ],
  },
  'tf-destroy': {
    description: 'Destroy what the stacks have on AWS, the last one first',
    examples: ['./run tf-destroy ingest', './run tf-destroy'],
  },
  deploy: {
    description: 'Build, push, migrate, and let the services on AWS go over one by one',
    examples: ['./run deploy', './run deploy gateway --auto', 'TF_VAR_project=etl-staging ./run deploy'],
  },
  'rollback-deploy': {
    description: 'Let the services on AWS go back to what they ran before',
    examples: ['./run rollback-deploy', './run rollback-deploy gateway --auto'],
  },
  migrate: {
    description: 'Bring the control tables of your own PostgreSQL up to date',
    examples: [
      'MIGRATION_DATABASE_URL=postgres://… ./run migrate',
      'MIGRATION_DATABASE_URL=postgres://… REGPIPE_LOADER_PASSWORD=… REGPIPE_SCHEDULER_PASSWORD=… REGPIPE_GATEWAY_PASSWORD=… ./run migrate --roles',
    ],
  },
  test: {
    description:
      'Format, lint and types, and all tests but the long ones of bench and faults (--long: those)',
    examples: ['./run test', './run test cli/src', './run test --long'],
  },
  verify: {
    description: 'The same as test: what CI runs',
    examples: ['./run verify'],
  },
  bench: {
    description: 'Measure the pipeline against other ways to load',
    examples: ['./run bench --help', './run bench small'],
  },
  faults: {
    description: 'Break everything, and check that nothing is lost',
    examples: ['./run faults --help', './run faults --short'],
  },
  help: {
    description: 'Show the help of a command',
    examples: ['./run help etl', './run help token add'],
  },
  completion: {
    description: 'Print a script that completes ./run in your shell',
    examples: ['eval "$(./run completion bash)"', 'source <(./run completion zsh)'],
  },
};
