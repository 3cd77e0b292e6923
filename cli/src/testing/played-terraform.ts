import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * A `terraform` that writes down what it was told and keeps a state, in a folder of its own: what no provider can be had
 * for, and what it would cost. It is a program, as which terraform is called decides what others can read.
 */

const SCRIPT = `#!/bin/sh
play=\${0%/*}
stack=\${PWD##*/}
printf '%s: %s\\n' "$stack" "$*" >>"$play/told"
env | grep -E '^(TF_|AWS_)' | sort >"$play/environment"
if [ -e "$play/fails-$1-$stack" ]; then echo 'Error: as played' >&2; exit 1; fi
state=../../../state/$stack.tfstate
case $1 in
version) printf '{"terraform_version":"%s"}' "$(cat "$play/version")" ;;
validate) cat "$play/validation"; grep -q '"valid":true' "$play/validation" ;;
output) cat "$play/outputs" ;;
apply) echo '{"resources":[{"mode":"managed","type":"aws_iam_user","instances":[{}]}]}' >"$state" ;;
destroy) echo '{"resources":[]}' >"$state" ;;
esac
`;

export interface PlayedTerraform {
  /** What it was told, without the question for its version: the folder, then the arguments. */
  readonly told: string[];
  /** The variables that it was last given. */
  readonly environment: Readonly<Record<string, string>>;
  says(what: 'version' | 'outputs' | 'validation', text: string): void;
  fails(command: string, stack: string): void;
}

/** Lays a \`terraform\` into a folder, which is to be on PATH. */
export function layTerraform(folder: string): PlayedTerraform {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'terraform');
  writeFileSync(program, SCRIPT);
  chmodSync(program, 0o755);
  const says = (what: string, text: string) => writeFileSync(join(folder, what), text);
  says('version', '1.11.4');
  says('validation', '{"valid":true,"diagnostics":[]}');
  says('outputs', '{}');
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  };
  return {
    get told() {
      return read('told').filter((line) => !line.endsWith(': version -json'));
    },
    get environment() {
      return Object.fromEntries(read('environment').map((line) => line.split(/=(.*)/s) as [string, string]));
    },
    says,
    fails: (command, stack) => writeFileSync(join(folder, `fails-${command}-${stack}`), ''),
  };
}
