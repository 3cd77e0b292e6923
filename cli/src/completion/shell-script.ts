import type { CommandOffers } from './read-command-tree.ts';
import { quote, shellTables } from './shell-tables.ts';

export const SHELLS = ['bash', 'zsh'] as const;
export type Shell = (typeof SHELLS)[number];

/** Asks the API; hidden, as nobody types it. */
export const LIVE_COMMAND = 'complete-values';

export interface ScriptOptions {
  readonly shell: Shell;
  readonly tree: readonly CommandOffers[];
  /** Absolute path of the script `run`. */
  readonly run: string;
  /** What the script says of itself, in lines. */
  readonly instructions: readonly string[];
}

/** A script for a shell to read, which completes what is typed behind `run`. */
export function completionScript({ shell, tree, run, instructions }: ScriptOptions): string {
  return [
    ...(shell === 'zsh' ? ['#compdef run'] : []),
    ...instructions.map((line) => `# ${line}`.trimEnd()),
    '',
    `_regpipe_run=${quote(run)}`,
    '',
    shellTables(tree),
    '',
    WALK,
    '',
    shell === 'bash' ? BASH : ZSH,
    '',
  ].join('\n');
}

/*
 * Goes through the words before the one that is being typed ($1), and finds out what may stand there: _regpipe_source is
 * `words` (with notes), `live`, `files` or `nothing`. Written for bash and zsh alike, so that they agree.
 */
const WALK = `_regpipe_walk() {
  _regpipe_current=$1
  shift
  local at='' place=0 awaited='' word
  _regpipe_words=() _regpipe_notes=() _regpipe_source=nothing _regpipe_kind='' _regpipe_for=''
  for word in "$@"; do
    if [ -n "$awaited" ]; then
      # bash takes --role=viewer for three words.
      [ "$word" = = ] || awaited=''
      continue
    fi
    case $word in
    --*=*) ;;
    -*) if _regpipe_value "$at" "$word"; then awaited=$word; fi ;;
    *)
      if [ "$place" = 0 ] && _regpipe_has_command "$at" "$word"; then
        # What help explains is completed as if it were to be run.
        [ "$at$word" = help ] || at=\${at:+$at }$word
      else
        place=$((place + 1))
      fi
      ;;
    esac
  done
  _regpipe_words=() _regpipe_notes=() _regpipe_source=nothing
  if [ -n "$awaited" ]; then
    [ "$_regpipe_current" != = ] || _regpipe_current=''
    _regpipe_value "$at" "$awaited"
    return
  fi
  case $_regpipe_current in
  --*=*)
    _regpipe_value "$at" "\${_regpipe_current%%=*}" || return
    _regpipe_prefix=\${_regpipe_current%%=*}=
    _regpipe_current=\${_regpipe_current#*=}
    return
    ;;
  esac
  case $_regpipe_current in
  -*) ;;
  *)
    if [ "$place" = 0 ] && _regpipe_commands "$at"; then
      _regpipe_source=words
      return
    fi
    if _regpipe_argument "$at" "$place" && [ "$_regpipe_source" != nothing ]; then return; fi
    # Something has been typed that is no option.
    [ -z "$_regpipe_current" ] || return 0
    ;;
  esac
  if _regpipe_options "$at"; then _regpipe_source=words; fi
}

_regpipe_has_command() {
  local word
  _regpipe_commands "$1" || return 1
  for word in "\${_regpipe_words[@]}"; do
    if [ "$word" = "$2" ]; then return 0; fi
  done
  return 1
}

# Another program of the same name is none of ours; whatever has no path is an alias or a function.
_regpipe_is_ours() {
  local command=\${1/#\\~\\//$HOME/}
  case $command in
  */*) [ "$command" -ef "$_regpipe_run" ] ;;
  esac
}

# Lines of a value, a tab and a note; none where the API cannot be asked.
_regpipe_live() {
  "$_regpipe_run" ${LIVE_COMMAND} "$_regpipe_kind" "$_regpipe_for" 2>/dev/null
}`;

const BASH = `_regpipe_files() {
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$1")
}

_regpipe() {
  local _regpipe_current _regpipe_words _regpipe_notes _regpipe_source _regpipe_kind _regpipe_for _regpipe_prefix=''
  local word rest
  COMPREPLY=()
  if ! _regpipe_is_ours "\${COMP_WORDS[0]}"; then
    _regpipe_files "\${COMP_WORDS[COMP_CWORD]}"
    return
  fi
  _regpipe_walk "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  case $_regpipe_source in
  files) _regpipe_files "$_regpipe_current" ;;
  live)
    while IFS=$'\\t' read -r word rest; do
      case $word in "$_regpipe_current"*) COMPREPLY+=("$_regpipe_prefix$word") ;; esac
    done < <(_regpipe_live)
    ;;
  words)
    for word in "\${_regpipe_words[@]}"; do
      case $word in "$_regpipe_current"*) COMPREPLY+=("$_regpipe_prefix$word") ;; esac
    done
    ;;
  esac
}

complete -F _regpipe run`;

const ZSH = `_regpipe() {
  local _regpipe_current _regpipe_words _regpipe_notes _regpipe_source _regpipe_kind _regpipe_for _regpipe_prefix=''
  local -a offered
  local index word rest
  if ! _regpipe_is_ours "\${words[1]}"; then
    _files
    return
  fi
  _regpipe_walk "\${words[CURRENT]}" "\${(@)words[2,CURRENT-1]}"
  if [[ -n $_regpipe_prefix ]]; then compset -P '*='; fi
  case $_regpipe_source in
  files) _files ;;
  live)
    while IFS=$'\\t' read -r word rest; do
      offered+=("\${word//:/\\\\:}\${rest:+:$rest}")
    done < <(_regpipe_live)
    _describe -V regpipe offered
    ;;
  words)
    for ((index = 1; index <= \${#_regpipe_words}; index++)); do
      offered+=("\${_regpipe_words[index]//:/\\\\:}\${_regpipe_notes[index]:+:\${_regpipe_notes[index]}}")
    done
    _describe -V regpipe offered
    ;;
  esac
}

# Read by hand as well as found by compinit.
if ! (( \${+functions[compdef]} )); then
  autoload -Uz compinit && compinit
fi
compdef _regpipe run
# When compinit has found it, this is the first call.
if [[ \${funcstack[1]-} == _regpipe || \${funcstack[1]-} == _run ]]; then _regpipe "$@"; fi`;
