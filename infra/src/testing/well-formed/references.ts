import { everyString } from '../every-string.ts';
import type { Synthesised } from '../synthesise.ts';

/** A name of Terraform's, such as `aws_lb.front.arn`, and the text that has it. */
export interface Reference {
  readonly parts: readonly string[];
  readonly path: readonly string[];
}

/** A name with at least one more behind it; those in quotes are gone by then. */
const TRAVERSAL = /(?<![\w.\]-])[A-Za-z_][\w-]*(?:(?:\.|\[\])[\w*-]+)+/g;

/** What an expression binds itself: `for each, other in list`. */
const BOUND = /\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g;

/** Everything that the expressions of a stack refer to, and what it waits for. */
export function* referencesIn(stack: Synthesised): Generator<Reference> {
  for (const { path, text } of everyString(stack.json)) {
    if (path.includes('depends_on')) yield { parts: text.split('.'), path };
    else for (const parts of namesIn(text)) yield { parts, path };
  }
}

function* namesIn(text: string): Generator<readonly string[]> {
  for (const expression of expressionsIn(text)) {
    const bare = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
    const bound = new Set(Array.from(bare.matchAll(BOUND), ([, one, other]) => [one, other]).flat());
    for (const [name] of bare.matchAll(TRAVERSAL)) {
      const parts = name.replaceAll('[]', '').split('.');
      if (!bound.has(parts[0])) yield parts;
    }
  }
}

/** What stands between `${` and its brace; `$${` is no expression. */
function* expressionsIn(text: string): Generator<string> {
  for (const { index } of text.matchAll(/(?<!\$)\$\{/g)) {
    let depth = 1;
    let end = index + 2;
    while (depth > 0 && end < text.length) {
      if (text[end] === '{') depth += 1;
      if (text[end] === '}') depth -= 1;
      end += 1;
    }
    yield text.slice(index + 2, end - 1);
  }
}
