import type { Dataset } from '@regpipe/datasets';

/*
 * What reports and the audit log call an error, beside our code: the classes that those who read them know.
 */

export const VALIDATION_ERROR = 'ValidationError';

/** The file is not what it should be. */
const FAULTS_OF_THE_FILE: ReadonlySet<string> = new Set([
  'VALIDATION_FAILED',
  'TOLERANCE_EXCEEDED',
  'DROP_UNKNOWN',
  'HEADER_MISMATCH',
  'SOURCE_ENCODING',
  'SOURCE_EMPTY',
  'SOURCE_TOO_LARGE',
  'ZIP_INVALID',
  'GZIP_INVALID',
]);

/** Of what made a file fail. */
export function errorNameOf(code: string): string {
  if (FAULTS_OF_THE_FILE.has(code)) return VALIDATION_ERROR;
  if (code === 'DATABASE_UNAVAILABLE') return 'DatabaseConnectionError';
  if (code.startsWith('STORE_')) return 'ObjectStoreError';
  return 'ProcessingError';
}

/**
 * Of rejected rows, by type, where it is not VALIDATION_ERROR: a row that refers to nothing is no fault of the file.
 * `USER_NOT_FOUND` is a `UserNotFoundError`.
 */
export function rowErrorNames(dataset: Dataset | undefined): Readonly<Record<string, string>> {
  const type = dataset?.load === 'merge' ? dataset.merge.reference?.reject.type : undefined;
  return type === undefined ? {} : { [type]: `${pascalCase(type)}Error` };
}

/** Of warnings about rows, by type: `USER_INACTIVE` is a `UserInactiveWarning`. */
export function rowWarningNames(dataset: Dataset | undefined): Readonly<Record<string, string>> {
  const type = dataset?.load === 'merge' ? dataset.merge.reference?.active?.warning : undefined;
  return type === undefined ? {} : { [type]: `${pascalCase(type)}Warning` };
}

function pascalCase(code: string): string {
  return code
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
