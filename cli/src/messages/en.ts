import { termsFor } from '@regpipe/terms';

import type { TimeUnits } from '../format.ts';
import { awsEn } from './aws.en.ts';
import { commandsEn } from './commands.en.ts';
import { completionEn } from './completion.en.ts';
import { jobsEn } from './jobs.en.ts';
import { containersEn } from './containers.en.ts';
import { dropsEn } from './drops.en.ts';
import { infraEn } from './infra.en.ts';
import { deploymentEn } from './deployment.en.ts';
import { nextStepsEn } from './next-steps.en.ts';
import { progressEn } from './progress.en.ts';
import { rebuildEn } from './rebuild.en.ts';
import { schedulesEn } from './schedules.en.ts';
import { summaryEn } from './summary.en.ts';
import { tokensEn } from './tokens.en.ts';

/** Every text that users read, in English; its shape is what each language must have. Counts come formatted. */
export const en = {
  program: {
    description: 'Keeps a PostgreSQL copy of a large open-data file complete and current.',
    helpOption: 'Show this help',
    /** Headings of the help, which commander gives in English. */
    titles: (title: string) => title,
    groups: {
      jobs: 'Jobs:',
      publications: 'Publications:',
      drops: 'Dropped files:',
      schedules: 'Schedules:',
      access: 'Access:',
      stack: 'On this machine:',
      containers: 'In containers:',
      aws: 'On AWS:',
      project: 'Of the project itself:',
      help: 'Help:',
    },
    examples: 'Examples:',
    afterHelp: [
      'Settings:',
      '  REGPIPE_URL          address of the gateway (http://127.0.0.1:8000; port: REGPIPE_HTTP_PORT)',
      '  REGPIPE_API_TOKEN    token of the API (otherwise that of the stack on this machine)',
      '  REGPIPE_LANG         en or zh-TW (otherwise from LC_ALL, LC_MESSAGES, LANG)',
      '  REGPIPE_DEBUG=1      errors with their stack',
      '',
      'Exit codes:',
      '  0  ended well          1  ended badly or was refused    2  wrong command line or setting',
      '  3  API not reachable, or (tf-validate) the provider of AWS',
      '  130  left with Ctrl-C; a job that was started goes on',
    ].join('\n'),
  },

  commands: commandsEn,

  options: {
    dataset: (name: string) => `Data set (${name})`,
    source: "URL or file to read (CSV, gzip or ZIP), instead of the data set's own",
    limit: 'Read the first N records only',
    chunkSize: 'Most records in a chunk',
    force: 'Load the source even if it is unchanged since the live publication',
    accept: 'Publish however many rows are gone or rejected: no guard stops the job',
    auto: 'Do not ask for confirmation',
    json: 'Print one JSON document on stdout, and nothing else there',
    watch: 'Watch a running job to its end',
    csv: 'Save all of them to a CSV file; - is stdout',
    type: 'Only those of one type, such as INVALID_BAN',
    errorsLimit: (count: number) => `How many to list (${count})`,
    ofDataset: 'Only those of one data set',
    ofStatus: 'Only those in one state',
    ofMode: 'Only full jobs, or only dry runs',
    beforeJob: 'Only those older than this one',
    commandToExplain: 'The command to explain, such as etl or token add',
    shell: 'The shell to complete in',
    jobToShow: 'Id of the job (the latest)',
    jobToResume: 'Id of the job (the latest)',
    jobToRedrive: 'Id of the job (the latest)',
    jobToCancel: 'Id of the job (the running one)',
    jobOfErrors: 'Id of the job',
    tokenName: 'Name of the token: lower-case letters, digits, dots, hyphens, underscores',
    role: 'What it may do: sender only hands in, viewer only reads, operator does both and runs jobs, admin also manages tokens',
    projection: 'What to make anew',
    expires: 'When it ends: 12h, 90d, 4w (never)',
    rows: (count: string) => `Records of the sample (${count})`,
    file: 'Load a real file, CSV, gzip or ZIP, instead of a sample',
    keep: 'Leave the stack running afterwards',
    composeOptions: (command: string) => `Passed on to docker compose ${command}`,
    alarmEmail: 'Send the log to CloudWatch as well, and alarms to this address',
    keepAws: 'Leave alone what is on AWS',
    stacks: 'The stacks (all of them, in their order)',
    roles:
      'Create or update the roles regpipe_migrator, _loader, _scheduler, _intake, _projector, _query and _gateway, too',
  },

  time: {
    seconds: (amount) => `${amount} s`,
    minutes: (minutes, seconds) => `${minutes} min ${String(seconds).padStart(2, '0')} s`,
    hours: (hours, minutes) => `${hours} h ${String(minutes).padStart(2, '0')} min`,
    age: {
      now: 'just now',
      minutes: (amount) => (amount === 1 ? 'a minute ago' : `${amount} minutes ago`),
      hours: (amount) => (amount === 1 ? 'an hour ago' : `${amount} hours ago`),
      days: (amount) => `${amount} days ago`,
    },
  } satisfies TimeUnits,

  rows: (count: string) => `${count} rows`,

  ...termsFor('en'),

  progress: progressEn,

  follow: {
    watching: (jobId: number, dataset: string, source: string) => `Job ${jobId}: ${dataset} from ${source}`,
    left: (jobId: number) => `Job ${jobId} goes on without this terminal.`,
    toWatch: 'To watch it',
    toCancel: 'To cancel it',
    toResume: 'To resume it, should it fail or be interrupted',
  },

  live: {
    none: (dataset: string) => `Nothing of ${dataset} is published yet.`,
    title: (dataset: string, version: number) => `Live now: ${dataset}, version ${version}`,
    sourceDate: (date: string, age: string) => `source of ${date} (${age})`,
    unstamped: 'source without a date',
    published: (age: string) => `published ${age}`,
    willReplace: 'The publication will replace',
    willBeFirst: 'This will be its first publication.',
    willMerge: (dataset: string) =>
      `The rows of the file will be merged into what ${dataset} has; those of others stay as they are.`,
    guardsOff: 'With --accept it is published however many rows are gone or rejected.',
    guardStopped: (jobId: number) =>
      `Job ${jobId} was stopped by a guard. To publish what it has loaded: ./run resume ${jobId} --accept`,
  },

  migrate: {
    done: 'The control tables are up to date.',
    role: (role: string) => `${role}: has its rights; its password is as it was`,
    passwordSet: (role: string) => `${role}: has its rights, and the password that was given`,
    failed: (reason: string) => `PostgreSQL did not let the migration through: ${reason}`,
    failedNext:
      'Check MIGRATION_DATABASE_URL: the role that owns the control tables or, with --roles, an administrator.',
  },

  rebuild: rebuildEn,

  rollback: {
    version: 'version',
    sourceDate: 'source of',
    live: 'live now',
    previous: 'back to',
    done: (version: number, stamp: string | null) =>
      `Rolled back. Live now: version ${version}, ${stamp === null ? 'source without a date' : `source of ${stamp}`}`,
  },

  confirm: {
    yes: 'Yes',
    no: 'No',
    startQuestion: 'Start?',
    rollbackQuestion: (from: number, to: number) => `Roll back from version ${from} to version ${to}?`,
    needed: 'This needs a yes, and there is no terminal to ask on. Nothing was done.',
    neededNext: 'Read what it would do, then run the command again with --auto.',
    declined: 'Nothing was done.',
    declinedNext: 'Run the command again when it suits.',
  },

  cancelled: (jobId: number, dataset: string) =>
    `Job ${jobId} of ${dataset} is cancelled. What is published stays as it was.`,

  repairGivenUp: (jobId: number, dataset: string) =>
    `The repair of job ${jobId} of ${dataset} is given up. The job is partial as before, and what is published stays.`,

  stack: {
    steps: {
      postgres: 'Starting PostgreSQL …',
      nats: 'Starting NATS …',
      services: 'Starting the services …',
    },
    api: 'API',
    console: 'web console',
    documentation: 'documentation',
    query: 'notifications',
    token: 'token in',
    database: 'database',
    data: 'data in',
    drops: 'drop files',
    toEnd: 'Everything runs. Ctrl-C stops it.',
    stopping: 'Stopping …',
    stopped: 'Everything is stopped.',
    runsAlready: (directory: string, pid: number, url: string) =>
      `A stack runs on ${directory} already (process ${pid}, ${url}).`,
    runsAlreadyNext: 'Use it (./run etl, ./run status), or stop it first: ./run stop.',
    portTaken: (port: number) => `Port ${port} is taken by another program.`,
    portTakenNext: (setting: string) => `Set ${setting} to a free one.`,
    didNotStart: (said: string) => `The stack did not start. Its last words:\n${said}`,
    seeLog: (file: string) => `Read ${file} and the logs beside it.`,
    noneRuns: (directory: string) => `No stack runs on ${directory}.`,
    doesNotEnd: (pid: number) => `The stack (process ${pid}) does not end.`,
    doesNotEndNext: (pid: number) => `Look at its logs; as a last resort: kill -9 ${pid}.`,
  },

  containers: containersEn,

  infra: infraEn,

  aws: awsEn,

  deployment: deploymentEn,

  demo: {
    starting: (directory: string) => `Starting PostgreSQL, NATS and the services (data in ${directory}) …`,
    makingSample: (rows: string) =>
      `Making a sample of ${rows} records, with every defect the real file has …`,
    keptRunning: 'It keeps running. Try ./run status, ./run errors, ./run etl; stop it with ./run stop.',
    countsAgree: 'Checked: every count is the one that the sample was made to give.',
    countsDiffer: 'THE COUNTS ARE NOT THOSE THAT THE SAMPLE WAS MADE TO GIVE:',
  },

  jobs: jobsEn,

  drops: dropsEn,

  completion: completionEn,

  summary: summaryEn,

  rejects: {
    title: (jobId: number, total: string) => `Job ${jobId}: ${total} rejected records`,
    none: (jobId: number) => `Job ${jobId} has no rejected records of this kind.`,
    first: (count: string) => `The first ${count}`,
    line: 'line',
    type: 'type',
    reason: 'reason',
    record: 'record',
    toSave: (jobId: number) => `All of them: ./run errors ${jobId} --csv rejects.csv`,
    saved: (file: string, bytes: string) => `Saved to ${file} (${bytes} bytes).`,
    notWritten: (reason: string) => `The file cannot be written: ${reason}`,
    notWrittenNext: 'Check the path, its permissions and the free space.',
    brokenOff: 'The list broke off before its end; nothing was saved.',
    brokenOffNext: 'Run the command again once the gateway answers.',
    allTypes: '--csv saves rejects of every type; it does not go with --type.',
    stdoutTaken: '--csv - and --json both want stdout.',
  },

  schedules: schedulesEn,

  tokens: tokensEn,

  usage: {
    /** From commander's code and its English text. */
    problem: (_code: string, text: string) => text,
    notACount: (option: string, value: string) => `${option} must be a whole number above 0, not "${value}".`,
    notASpan: (option: string, value: string) =>
      `${option} must be a span of time such as 12h, 90d or 4w, not "${value}".`,
    next: 'Add --help to see what the command takes.',
    seeHelp: (line: string) => `${line} says what there is.`,
    didYouMean: (words: readonly string[]) => `Did you mean ${words.join(' or ')}?`,
    ofTheScript: (command: string) =>
      `${command} is done by the script run itself, not by the command line behind it.`,
    ofTheScriptNext: (command: string) => `In the repository: ./run ${command}`,
  },

  errors: {
    label: 'Error: ',
    nextLabel: 'Next: ',
    settingsInvalid: (issues: string) => `Bad settings: ${issues}`,
    unreachable: (url: string, reason: string) => `No regpipe answers at ${url} (${reason}).`,
    unreachableNext:
      'Start it with ./run dev or, in containers, ./run up; or set REGPIPE_URL to where it runs.',
    timedOut: (url: string, seconds: number) => `${url} gave no answer within ${seconds} s.`,
    timedOutNext: "Read the gateway's log; a service behind it may be stuck.",
    foreignAnswer: (url: string, details: string) =>
      `${url} gave an answer that this CLI cannot read: ${details}`,
    foreignAnswerNext: 'Check REGPIPE_URL, and that the CLI and the gateway are of the same version.',
    httpStatus: (status: number, url: string) => `${url} answered with HTTP ${status}.`,
    httpStatusNext: 'Check that REGPIPE_URL leads to a regpipe gateway.',
    noJob: (dataset: string) => `${dataset} has had no job yet.`,
    noJobNext: 'Start one: ./run etl.',
    noRunningJob: (dataset: string) => `No job of ${dataset} is running.`,
    noRunningJobNext: 'See the latest job: ./run status.',
    noVersions: (dataset: string) =>
      `${dataset} has no versions to go back to: its files are merged into what is there.`,
    noPreviousVersion: (dataset: string, version: number) =>
      `${dataset} has no version before the live one (${version}) to go back to.`,
    internalNext: 'Run the command again with REGPIPE_DEBUG=1 and report what it shows.',
  },

  nextSteps: nextStepsEn,
};

export type Messages = typeof en;
