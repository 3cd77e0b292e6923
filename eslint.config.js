// JavaScript, not TypeScript: ESLint reads a .ts config only with `jiti` or behind an unstable flag. Types come from
// JSDoc, and `tsc` checks this file with the rest.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// ---- Who imports what ----------------------------------------------------------------------------------------------

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
  'packages/bus': ['contracts'],
  'packages/database': ['contracts'],
  'packages/runtime': ['contracts'],
  'packages/stack': ['contracts', 'database'],
  'packages/testkit': ['contracts', 'bus', 'database', 'stack'],
  services: ['contracts', 'bus', 'csv', 'database', 'datasets', 'runtime', 'source-policy'],
  cli: ['contracts', 'database', 'datasets', 'stack'],
  bench: ['contracts', 'bus', 'csv', 'database', 'datasets', 'runtime', 'stack', 'testkit'],
  faults: ['contracts', 'bus', 'database', 'datasets', 'stack'],
  e2e: ['contracts', 'bus', 'csv', 'database', 'datasets', 'runtime', 'stack', 'testkit'],
};

/**
 * All that packages without I/O may import besides: of npm and of the built-in modules only this.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const PURE = {
  'packages/contracts': ['zod'],
  'packages/datasets': ['zod'],
  // Paths and addresses are taken apart, nothing is opened.
  'packages/source-policy': ['zod', 'ipaddr.js', 'node:path', 'node:url'],
};

/** What every test may import besides. */
const FOR_TESTS = ['stack', 'testkit'];

const TESTS = ['**/*.test.ts', '**/testing/**/*.ts'];

/** Where the environment may be read. */
const READS_ENVIRONMENT = [
  '**/main.ts',
  // The entry of what is loaded into a service.
  'faults/src/inject/preload.ts',
  'cli/src/settings.ts',
  // An image that has been built elsewhere.
  'e2e/testing/container-stack.ts',
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

/** @type {readonly Ban[]} */
const EVERYWHERE = [
  { regex: '^@regpipe/[^/]+/.', message: 'No deep imports: a package is what its entry exports.' },
  {
    // Up, into a folder that is not the part's own src, and down into a src.
    regex: '^(\\.\\./)+(?!src/)[^.].*/src/',
    message: 'A relative path stays in its package: import the other one by its name.',
  },
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
    message: `MAY_IMPORT in eslint.config.js allows ${packages.join(', ') || 'none of our packages'} here.`,
  };
}

/**
 * @param {readonly string[]} modules
 * @returns {Ban}
 */
function otherModulesThan(modules) {
  return {
    regex: `^(?!\\.{1,2}/|@regpipe/|(${modules.join('|')})$)`,
    message: `This package does no I/O: besides our packages it may import ${modules.join(', ')} only.`,
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
    { files: [`${folder}/**/*.ts`], rules: forbid([...bans, otherPackagesThan(packages), ...impure]) },
    {
      files: TESTS.map((pattern) => `${folder}/${pattern}`),
      rules: forbid([...bans, otherPackagesThan([...packages, ...FOR_TESTS])]),
    },
  ];
}

const boundaries = defineConfig(
  { files: ['**/*.{ts,js}'], rules: forbid([...EVERYWHERE, NATS, POSTGRES]) },
  ...Object.entries(MAY_IMPORT).flatMap(([folder, packages]) => boundariesOf(folder, packages)),
  {
    // Creates the database of the embedded server, before there is anything for packages/database to connect to.
    files: ['packages/stack/src/start-postgres.ts'],
    rules: forbid([...EVERYWHERE, NATS, otherPackagesThan(['contracts'])]),
  },
  {
    // Wraps the drivers inside a service that is to be struck.
    files: ['faults/src/inject/watch-*.ts'],
    rules: forbid([...EVERYWHERE, otherPackagesThan([])]),
  },
  {
    // Stands for a script that knows nothing of our packages but the tables.
    files: ['bench/src/references/plain-node-script.ts'],
    rules: forbid([...EVERYWHERE, NATS, otherPackagesThan(['contracts', 'datasets'])]),
  },
  {
    // Writes sample files for the demo, the benchmark and tests; the pipeline never calls it.
    files: ['packages/datasets/src/tax-registration/sample.ts'],
    rules: forbid([...EVERYWHERE, NATS, POSTGRES, otherPackagesThan(['contracts'])]),
  },
);

// ---- Suppressions --------------------------------------------------------------------------------------------------

/**
 * A suppression stands with its reason: `// eslint-disable-next-line rule -- reason`.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const reasonedSuppression = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*eslint-disable/.test(comment.value) || /\s--+\s+\S/.test(comment.value)) continue;
          if (comment.loc) context.report({ loc: comment.loc, message: 'Say why, behind two hyphens.' });
        }
      },
    };
  },
};

// ---- Rules ---------------------------------------------------------------------------------------------------------

/** What of ESLint's own recommended rules neither TypeScript nor typescript-eslint covers. */
const CORE_RULES = [
  'for-direction',
  'no-async-promise-executor',
  'no-case-declarations',
  'no-compare-neg-zero',
  'no-cond-assign',
  'no-constant-binary-expression',
  'no-constant-condition',
  'no-control-regex',
  'no-debugger',
  'no-dupe-else-if',
  'no-duplicate-case',
  'no-empty',
  'no-empty-character-class',
  'no-empty-pattern',
  'no-ex-assign',
  'no-extra-boolean-cast',
  'no-fallthrough',
  'no-invalid-regexp',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-prototype-builtins',
  'no-regex-spaces',
  'no-self-assign',
  'no-shadow-restricted-names',
  'no-sparse-arrays',
  'no-unassigned-vars',
  'no-unsafe-finally',
  'no-unsafe-optional-chaining',
  'no-unused-private-class-members',
  'no-useless-assignment',
  'no-useless-backreference',
  'no-useless-catch',
  'no-useless-escape',
  'preserve-caught-error',
  'use-isnan',
];

export default defineConfig(
  { ignores: ['**/.regpipe/', '**/.turbo/'] },
  {
    files: ['**/*.{ts,js}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { regpipe: { rules: { 'reasoned-suppression': reasonedSuppression } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    rules: {
      ...Object.fromEntries(CORE_RULES.map((rule) => [rule, 'error'])),
      eqeqeq: 'error',
      'no-console': 'error',
      // The full-width space is a part of the data.
      'no-irregular-whitespace': ['error', { skipTemplates: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only main.ts reads the environment.' },
      ],
      'regpipe/reasoned-suppression': 'error',

      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `import { type A }` alone would still load the module.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      // `default` does not count: a new member of a union shows every switch that has to know it.
      '@typescript-eslint/switch-exhaustiveness-check': 'error',

      // From here on: where the presets fight the house style.

      // A key in brackets says that the object is a dictionary, which may not have it.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // `() => run()` for its effect, and an early `return run()` from a function that gives nothing, are short and plain.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // `() => {}` is the plain way to say that nothing is done.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Takes the void of `Promise.withResolvers<void>()` for a misuse.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // An underscore marks what a signature or a pattern has to name and nobody reads.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Asks for `x!`, which no-non-null-assertion forbids: `x as T` at least says what is taken for granted.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // A number has one text. (Options replace the preset's: the others are as strict there.)
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        {
          allowNumber: true,
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowRegExp: false,
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      // Vitest's asymmetric matchers, as in `{ id: expect.any(Number) }`, are typed as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // A fake is async because what it stands for is.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['cli/**'], rules: { 'no-console': 'off' } },
  { files: READS_ENVIRONMENT, rules: { 'no-restricted-properties': 'off' } },
  boundaries,
);
