import type { completionEn } from './completion.en.ts';

/** 自動完成腳本的說明文字。 */
export const completionZhTW: typeof completionEn = {
  bash: (run) => [
    '讓 bash 自動完成 ./run。在目前的 shell 中：',
    `  eval "$(${run} completion bash)"`,
    '要在每個 shell 中使用，請將上面這一行加入 ~/.bashrc。',
    '也可用於別名，例如在任何目錄都能使用的：',
    `  alias regpipe=${run}; complete -F _regpipe regpipe`,
  ],
  zsh: (run) => [
    '讓 zsh 自動完成 ./run。在目前的 shell 中：',
    `  source <(${run} completion zsh)`,
    '要在每個 shell 中使用，請將上面這一行加入 ~/.zshrc，放在 compinit 之後。',
    '別名會比照它所代表的指令：',
    `  alias regpipe=${run}`,
  ],
};
