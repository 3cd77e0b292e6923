import type { TimeUnits } from '../format.ts';
import { nextStepsEn } from './next-steps.en.ts';
import { termsEn } from './terms.en.ts';
import { tokensEn } from './tokens.en.ts';

/** Every text that users read, in English; its shape is what each language must have. Counts come formatted. */
export const en = {
  program: {
    description: 'Keeps a PostgreSQL copy of a large open-data file complete and current.',
    helpOption: 'Show this help',
    helpCommand: 'Show the help of a command',
    /** Headings of the help, which commander gives in English. */
    titles: (title: string) => title,
    groups: { jobs: 'Jobs:', publications: 'Publications:', access: 'Access:', stack: 'On this machine:' },
    examples: 'Examples:',
    afterHelp: [
      'Settings:',
      '  REGPIPE_URL          address of the gateway (http://127.0.0.1:8000; port: REGPIPE_HTTP_PORT)',
      '  REGPIPE_API_TOKEN    token of the API (otherwise from <REGPIPE_DATA_DIR or .regpipe>/api-token)',
      '  REGPIPE_LANG         en or zh-TW (otherwise from LC_ALL, LC_MESSAGES, LANG)',
      '  REGPIPE_DEBUG=1      errors with their stack',
      '',
      'Of the project itself:',
      '  ./run test           format, lint, types and all tests (also: ./run verify)',
      '  ./run bench          the pipeline measured against psql',
      '',
      'Exit codes:',
      '  0  ended well          1  ended badly or was refused    2  wrong command line or setting',
      '  3  API not reachable   130  left with Ctrl-C; a job that was started goes on',
    ].join('\n'),
  },

  commands: {
    etl: {
      description: 'Load the whole source and publish it, unless it is unchanged',
      examples: ['./run etl', './run etl --source https://eip.fia.gov.tw/data/BGMOPEN1.zip --auto'],
    },
    'dry-run': {
      description: 'Go the whole way without writing business tables: what would etl report?',
      examples: ['./run dry-run --limit 10000', './run dry-run --source ./BGMOPEN1.csv --json'],
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
      examples: ['./run resume', './run resume 42'],
    },
    cancel: {
      description: 'Cancel a job; what it has loaded is dropped, what is published stays',
      examples: ['./run cancel', './run cancel 42'],
    },
    rollback: {
      description: 'Make the publication before the live one live again',
      examples: ['./run rollback', './run rollback --auto --json'],
    },
    'token add': {
      description: 'Make a token for the API; it is shown once',
      examples: [
        './run token add dashboard --role viewer',
        './run token add ci --role operator --expires 90d',
      ],
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
  },

  options: {
    dataset: (name: string) => `Data set (${name})`,
    source: "URL or file to read, CSV or ZIP, instead of the data set's own",
    limit: 'Read the first N records only',
    chunkSize: 'Most records in a chunk',
    force: 'Load the source even if it is unchanged since the live publication',
    auto: 'Do not ask for confirmation',
    json: 'Print one JSON document on stdout, and nothing else there',
    watch: 'Watch a running job to its end',
    csv: 'Save all of them to a CSV file; - is stdout',
    type: 'Only those of one type, such as INVALID_BAN',
    errorsLimit: (count: number) => `How many to list (${count})`,
    jobToShow: 'Id of the job (the latest)',
    jobToResume: 'Id of the job (the latest)',
    jobToCancel: 'Id of the job (the running one)',
    jobOfErrors: 'Id of the job',
    tokenName: 'Name of the token: lower-case letters, digits, dots, hyphens, underscores',
    role: 'What it may do: viewer reads, operator also runs jobs, admin also manages tokens',
    expires: 'When it ends: 12h, 90d, 4w (never)',
    rows: (count: string) => `Records of the sample (${count})`,
    file: 'Load a real file, CSV or ZIP, instead of a sample',
    keep: 'Leave the stack running afterwards',
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

  ...termsEn,

  progress: {
    records: (done: string) => `${done} records`,
    recordsOf: (done: string, total: string, isEstimate: boolean) =>
      `${done} of ${isEstimate ? 'about ' : ''}${total} records`,
    rate: (recordsPerSecond: string) => `${recordsPerSecond}/s`,
    remaining: (time: string) => `${time} left`,
    away: (code: string) => `the gateway does not answer (${code}); trying again`,
  },

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
  },

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

  stack: {
    steps: {
      postgres: 'Starting PostgreSQL …',
      nats: 'Starting NATS …',
      services: 'Starting the services …',
    },
    api: 'API',
    documentation: 'documentation',
    token: 'token in',
    database: 'database',
    data: 'data in',
    toEnd: 'Everything runs. Ctrl-C stops it.',
    stopping: 'Stopping …',
    stopped: 'Everything is stopped.',
    runsAlready: (directory: string, pid: number, url: string) =>
      `A stack runs on ${directory} already (process ${pid}, ${url}).`,
    runsAlreadyNext: 'Use it (./run etl, ./run status), or stop it first: ./run stop.',
    portTaken: (port: number) => `Port ${port} is taken by another program.`,
    portTakenNext: 'Set REGPIPE_HTTP_PORT to a free one.',
    didNotStart: (said: string) => `The stack did not start. Its last words:\n${said}`,
    seeLog: (file: string) => `Read ${file} and the logs beside it.`,
    noneRuns: (directory: string) => `No stack runs on ${directory}.`,
    doesNotEnd: (pid: number) => `The stack (process ${pid}) does not end.`,
    doesNotEndNext: (pid: number) => `Look at its logs; as a last resort: kill -9 ${pid}.`,
  },

  demo: {
    starting: (directory: string) => `Starting PostgreSQL, NATS and the services (data in ${directory}) …`,
    makingSample: (rows: string) =>
      `Making a sample of ${rows} records, with every defect the real file has …`,
    keptRunning: 'It keeps running. Try ./run status, ./run errors, ./run etl; stop it with ./run stop.',
    countsAgree: 'Checked: every count is the one that the sample was made to give.',
    countsDiffer: 'THE COUNTS ARE NOT THOSE THAT THE SAMPLE WAS MADE TO GIVE:',
  },

  summary: {
    title: (jobId: number, attempt: number) =>
      attempt === 1 ? `Job ${jobId}` : `Job ${jobId}, attempt ${attempt}`,
    dryRun: 'dry run',
    time: 'time',
    recordsPerSecond: 'records/s',
    total: 'total',
    loaded: 'loaded',
    failed: 'failed',
    duplicate: 'duplicate',
    blank: 'blank',
    warnings: 'warnings',
    unknown: 'unknown',
    about: (count: string) => `about ${count}`,
    published: (version: number, stamp: string | null) =>
      stamp === null
        ? `published as version ${version}, from a source without a date`
        : `published as version ${version}, from the source of ${stamp}`,
    noLongerLive: 'It is no longer the live version.',
    ended: (status: string) => `The job ended as ${status}.`,
    limited: (limit: string) => `Limited to the first ${limit} records: the publication holds no others.`,
    skipped: (publishedBy: number, by: string) =>
      `skipped: the source is unchanged since job ${publishedBy} (${by}); --force loads it anyway`,
    dryRunEnded: 'A dry run: nothing was written to the business tables.',
    miscount: (total: string, accounted: string) =>
      `THE COUNTS DO NOT ADD UP: the source has ${total} records, ${accounted} are accounted for. Do not trust this job; report it with the logs.`,
    totalUnknown:
      'THE COUNTS DO NOT ADD UP: the job ended without a total. Do not trust it; report it with the logs.',
    nextResume: (jobId: number) => `./run resume ${jobId}`,
    nextStart: 'Start a new job when it suits: ./run etl',
    nextPartial: (jobId: number) =>
      `Some chunks failed every delivery, their records are not loaded: ./run errors ${jobId}`,
    seeErrors: (jobId: number) => `The rejected records: ./run errors ${jobId}`,
  },

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

  tokens: tokensEn,

  usage: {
    /** From commander's code and its English text. */
    problem: (_code: string, text: string) => text,
    notACount: (option: string, value: string) => `${option} must be a whole number above 0, not "${value}".`,
    notASpan: (option: string, value: string) =>
      `${option} must be a span of time such as 12h, 90d or 4w, not "${value}".`,
    next: 'Add --help to see what the command takes.',
  },

  errors: {
    label: 'Error: ',
    nextLabel: 'Next: ',
    settingsInvalid: (issues: string) => `Bad settings: ${issues}`,
    unreachable: (url: string, reason: string) => `No regpipe answers at ${url} (${reason}).`,
    unreachableNext: 'Start it with ./run dev, or set REGPIPE_URL to where it runs.',
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
    noPreviousVersion: (dataset: string, version: number) =>
      `${dataset} has no version before the live one (${version}) to go back to.`,
    internalNext: 'Run the command again with REGPIPE_DEBUG=1 and report what it shows.',
  },

  nextSteps: nextStepsEn,
};

export type Messages = typeof en;
