/** What the scripts for completion say of themselves, in English. */
export const completionEn = {
  bash: (run: string) => [
    'Completes ./run in bash. Now, in this shell:',
    `  eval "$(${run} completion bash)"`,
    'In every shell: put that line into ~/.bashrc.',
    'For an alias, such as one that works in every folder:',
    `  alias regpipe=${run}; complete -F _regpipe regpipe`,
  ],
  zsh: (run: string) => [
    'Completes ./run in zsh. Now, in this shell:',
    `  source <(${run} completion zsh)`,
    'In every shell: put that line into ~/.zshrc, behind compinit.',
    'An alias is completed like what it stands for:',
    `  alias regpipe=${run}`,
  ],
};
