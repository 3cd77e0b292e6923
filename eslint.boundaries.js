// Who imports what, as rules.
import { defineConfig } from 'eslint/config';

/**
 * The packages of the repository that each part may import. Dependencies point one way: services → bus, database,
 * runtime → contracts. Nobody may import what is in no list: the services, and the CLI.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const MAY_IMPORT = {
  'packages/contracts': [],
  'packages/csv': [],
  'packages/datasets': ['contracts', 'csv'],
  'packages/source-policy': ['contracts'],
  'packages/terms': ['contracts'],
  'packages/fuzz': [],
  'packages/schedules': ['contracts'],
  'packages/bus': ['contracts'],
  'packages/database': ['contracts'],
  'packages/log-transports': ['contracts'],
  'packages/metrics': ['contracts'],
  'packages/progress': ['contracts'],
  'packages/tracing': ['contracts'],
  'packages/runtime': ['contracts', 'log-transports', 'metrics', 'tracing'],
  // Buckets and directories that files are dropped into.
  'packages/object-store': ['contracts'],
  // The edge of every service that answers over HTTP.
  'packages/http': ['contracts', 'database', 'metrics', 'runtime', 'tracing'],
  'packages/stack': ['contracts', 'database'],
  'packages/api-fuzz': ['contracts'],
  'packages/testkit': ['contracts', 'bus', 'database', 'stack'],
  services: [
    'contracts',
    'bus',
    'csv',
    'database',
    'datasets',
    'http',
    'metrics',
    'object-store',
    'runtime',
    'schedules',
    'source-policy',
    'tracing',
  ],
  cli: ['contracts', 'database', 'datasets', 'progress', 'schedules', 'stack', 'terms'],
  // What runs in a browser.
  console: ['contracts', 'progress', 'terms'],
  bench: ['contracts', 'bus', 'csv', 'database', 'datasets', 'runtime', 'stack', 'testkit'],
  faults: ['contracts', 'api-fuzz', 'bus', 'database', 'datasets', 'fuzz', 'stack'],
  // Installed by itself: of the repository it knows what the services agree on.
  infra: ['contracts'],
  e2e: ['contracts', 'bus', 'csv', 'database', 'datasets', 'object-store', 'runtime', 'stack', 'testkit'],
};

/**
 * All that packages without I/O may import besides: of npm and of the built-in modules only this.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const PURE = {
  'packages/contracts': ['zod'],
  'packages/datasets': ['zod'],
  'packages/terms': [],
  'packages/schedules': ['croner'],
  // Runs in browsers, too.
  'packages/progress': [],
  // Paths and addresses are taken apart, nothing is opened.
  'packages/source-policy': ['zod', 'ipaddr.js', 'node:path', 'node:url'],
};

/** What every test may import besides. */
const FOR_TESTS = ['api-fuzz', 'fuzz', 'stack', 'testkit'];

export const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**/*.ts'];

/** Where the environment may be read. */
export const READS_ENVIRONMENT = [
  '**/main.ts',
  // The entry of what is loaded into a service.
  'faults/src/inject/preload.ts',
  'cli/src/settings.ts',
  'cli/src/migration-settings.ts',
  // Terraform's variables, which only infra understands.
  'cli/src/deployment/deployment-settings.ts',
  // Where the tests' servers run.
  'packages/testkit/src/servers/choose-backend.ts',
  // An image that has been built elsewhere.
  'e2e/testing/container-stack.ts',
  // Where a browser may be found.
  'e2e/testing/console/find-browser.ts',
  // Passes it on to the processes of the services.
  'packages/stack/src/service-process.ts',
  // Passes it on to nats-server, with the passwords beside it.
  'packages/stack/src/start-nats.ts',
];

/** @typedef {{ readonly regex: string, readonly message: string, readonly importNames?: string[] }} Ban */

/** @type {Ban} */
const NATS = { regex: '^nats(/|$)', message: 'Only packages/bus imports NATS.' };

/** @type {Ban} */
const POSTGRES = { regex: '^pg(-copy-streams)?(/|$)', message: 'Only packages/database imports the driver.' };

/** @type {Ban} */
const OUT_OF_PACKAGE = {
  // Up, into a folder that is not the part's own src, and down into a src.
  regex: '^(\\.\\./)+(?!src/)[^.].*/src/',
  message: 'A relative path stays in its package: import the other one by its name.',
};

/** @type {readonly Ban[]} */
const EVERYWHERE = [
  { regex: '^@regpipe/[^/]+/.', message: 'No deep imports: a package is what its entry exports.' },
  OUT_OF_PACKAGE,
  { regex: '^(node:)?process$', importNames: ['env'], message: 'Only main.ts reads the environment.' },
];

/**
 * Forbids modules, for `import` and for `import()`, which the core rule does not see. A later block of the
 * configuration replaces what an earlier one forbids, so that each says everything.
 *
 * @param {readonly Ban[]} bans
 * @returns {import('eslint').Linter.RulesRecord}
 */
function forbid(bans) {
  const whole = bans.filter(({ importNames }) => importNames === undefined);
  return {
    'no-restricted-imports': ['error', { patterns: [...bans] }],
    'no-restricted-syntax': [
      'error',
      ...whole.map(({ regex, message }) => ({
        // A regular expression in a selector cannot have a slash.
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    ],
  };
}

/**
 * @param {readonly string[]} packages
 * @returns {Ban}
 */
function otherPackagesThan(packages) {
  return {
    regex: `^@regpipe/(?!(${packages.join('|')})(/|$))`,
    message: `MAY_IMPORT in eslint.boundaries.js allows ${packages.join(', ') || 'none of our packages'} here.`,
  };
}

/**
 * @param {readonly string[]} modules
 * @returns {Ban}
 */
function otherModulesThan(modules) {
  return {
    regex: `^(?!\\.{1,2}/|@regpipe/|(${modules.join('|')})$)`,
    message: `This package does no I/O: besides our packages it may import ${modules.join(', ') || 'none'}.`,
  };
}

/**
 * @param {string} folder
 * @param {readonly string[]} packages
 */
function boundariesOf(folder, packages) {
  const bans = [
    ...EVERYWHERE,
    ...(folder === 'packages/bus' ? [] : [NATS]),
    ...(folder === 'packages/database' ? [] : [POSTGRES]),
  ];
  const modules = PURE[folder];
  const impure = modules === undefined ? [] : [otherModulesThan(modules)];
  return [
    { files: [`${folder}/**/*.{ts,tsx}`], rules: forbid([...bans, otherPackagesThan(packages), ...impure]) },
    {
      files: TESTS.map((pattern) => `${folder}/${pattern}`),
      rules: forbid([...bans, otherPackagesThan([...packages, ...FOR_TESTS])]),
    },
  ];
}

export const boundaries = defineConfig(
  { files: ['**/*.{ts,tsx,js}'], rules: forbid([...EVERYWHERE, NATS, POSTGRES]) },
  ...Object.entries(MAY_IMPORT).flatMap(([folder, packages]) => boundariesOf(folder, packages)),
  {
    // Creates the database of the embedded server, before there is anything for packages/database to connect to.
    files: ['packages/stack/src/start-postgres.ts'],
    rules: forbid([...EVERYWHERE, NATS, otherPackagesThan(['contracts'])]),
  },
  {
    // Deploying needs what only infra has installed: loaded by its path, and by nobody else.
    files: ['cli/src/deployment/load-tools.ts'],
    rules: forbid([NATS, POSTGRES, otherPackagesThan([])]),
  },
  {
    // Wraps the drivers inside a service that is to be struck.
    files: ['faults/src/inject/watch-*.ts'],
    rules: forbid([...EVERYWHERE, otherPackagesThan([])]),
  },
  {
    // What the metric filters of infra count is held to real lines. Infra is installed by itself, so it has no name here.
    files: ['e2e/testing/count-metric.ts'],
    rules: forbid([
      ...EVERYWHERE.filter((ban) => ban !== OUT_OF_PACKAGE),
      ...[NATS, POSTGRES, otherPackagesThan([])],
    ]),
  },
  {
    // Stands for a script that knows nothing of our packages but the tables.
    files: ['bench/src/references/plain-node-script.ts'],
    rules: forbid([...EVERYWHERE, NATS, otherPackagesThan(['contracts', 'datasets'])]),
  },
  {
    // Writes sample files for the demo, the benchmark and tests; the pipeline never calls it.
    files: ['packages/datasets/src/*/sample.ts'],
    rules: forbid([...EVERYWHERE, NATS, POSTGRES, otherPackagesThan(['contracts'])]),
  },
);
