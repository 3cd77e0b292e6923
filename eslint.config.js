// JavaScript, not TypeScript: ESLint reads a .ts config only with `jiti` or behind an unstable flag. Types come from
// JSDoc, and `tsc` checks this file with the rest.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { boundaries, READS_ENVIRONMENT, TESTS } from './eslint.boundaries.js';

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
  { ignores: ['**/.regpipe/', '**/.turbo/', 'console/dist/', 'infra/cdktf.out/'] },
  {
    files: ['**/*.{ts,tsx,js}'],
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
