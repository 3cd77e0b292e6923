import type { CommandOffers } from './read-command-tree.ts';
import type { ValueSource } from './value-source.ts';

/*
 * The commands as functions of the shell: what bash (from 3.2 on, which macOS has) and zsh both understand. Each sets
 * variables, as a subshell for each question would be felt.
 */

/** For a shell: in quotes, with nothing in it that means anything. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `_regpipe_commands`, `_regpipe_options`, `_regpipe_value` and `_regpipe_argument`. */
export function shellTables(tree: readonly CommandOffers[]): string {
  return [
    table('_regpipe_commands', '"$1"', tree.filter(({ commands }) => commands.length > 0).map(commandCase)),
    table('_regpipe_options', '"$1"', tree.map(optionCase)),
    table('_regpipe_value', '"$1 $2"', tree.flatMap(valueCases)),
    table('_regpipe_argument', '"$1 $2"', tree.flatMap(argumentCases)),
  ].join('\n\n');
}

function table(name: string, subject: string, cases: readonly string[]): string {
  return [`${name}() {`, `  case ${subject} in`, ...cases, '  *) return 1 ;;', '  esac', '}'].join('\n');
}

function offers(list: readonly { readonly word: string; readonly note: string }[]): string {
  const words = list.map(({ word }) => quote(word)).join(' ');
  const notes = list.map(({ note }) => quote(note)).join(' ');
  return `_regpipe_words=(${words}) _regpipe_notes=(${notes})`;
}

function commandCase({ path, commands }: CommandOffers): string {
  return `  ${quote(path)}) ${offers(commands)} ;;`;
}

function optionCase({ path, options }: CommandOffers): string {
  return `  ${quote(path)}) ${offers(options)} ;;`;
}

function valueCases({ path, options }: CommandOffers): string[] {
  return options.flatMap(({ word, value }) =>
    value === null ? [] : [`  ${quote(`${path} ${word}`)}) ${source(value)} ;;`],
  );
}

/** By the place of the argument, from 0 on; the last one of any number stands for all behind it. */
function argumentCases({ path, values, variadic }: CommandOffers): string[] {
  return values.map((value, place) => {
    const isLast = variadic && place === values.length - 1;
    return `  ${isLast ? `${quote(`${path} `)}*` : quote(`${path} ${place}`)}) ${source(value)} ;;`;
  });
}

function source(value: ValueSource): string {
  switch (value.from) {
    case 'words':
      return `_regpipe_source=words ${offers(value.words.map((word) => ({ word, note: '' })))}`;
    case 'live':
      return `_regpipe_source=live _regpipe_kind=${quote(value.kind)} _regpipe_for=${quote(value.command)}`;
    case 'files':
    case 'nothing':
      return `_regpipe_source=${value.from}`;
  }
}
