/** A time series as an expression of PromQL names it. */
export interface Selector {
  readonly metric: string;
  /** That it is narrowed down by. */
  readonly labels: readonly string[];
}

export interface Expression {
  readonly selectors: readonly Selector[];
  /** Labels that the expression groups or joins by. */
  readonly grouping: readonly string[];
}

/** As many of PromQL's as ours use. */
const FUNCTIONS = [
  'absent',
  'avg_over_time',
  'histogram_quantile',
  'increase',
  'label_values',
  'max',
  'min',
  'rate',
  'sum',
];
const GROUPING = ['by', 'without', 'on', 'ignoring'];
const OPERATORS = ['and', 'or', 'unless'];
const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\[[^\]]+\])|([A-Za-z_:][\w:]*)|(\d+(?:\.\d+)?)|(=~|!~|!=|==|>=|<=|[-+*/<>=(){},]))\s*/y;
const RANGE = /^\[(?:\d+[smhdw]|\$__rate_interval)\]$/;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/**
 * Reads an expression of PromQL as far as it takes to know what it names: a check, not a parser.
 *
 * @throws SyntaxError where it is surely none
 */
export function readExpression(text: string): Expression {
  const tokens = tokensOf(text);
  checkBrackets(text, tokens);
  const selectors: Selector[] = [];
  const grouping: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (token.startsWith('[') && !RANGE.test(token)) throw new SyntaxError(`${token} in ${text}`);
    if (!/^[A-Za-z_]/.test(token) || OPERATORS.includes(token)) continue;
    if (GROUPING.includes(token)) {
      const end = tokens.indexOf(')', at);
      grouping.push(...namesIn(tokens.slice(at + 1, end)));
      at = end;
    } else if (tokens[at + 1] === '(' || (tokens[at + 1] ?? '') === 'by') {
      if (!FUNCTIONS.includes(token)) throw new SyntaxError(`${token} is no function: ${text}`);
    } else {
      const end = tokens[at + 1] === '{' ? tokens.indexOf('}', at) : at;
      selectors.push({ metric: token, labels: namesIn(tokens.slice(at + 1, end)) });
      at = end;
    }
  }
  return { selectors, grouping };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0].trim();
    if (token === undefined) throw new SyntaxError(`At ${from}: ${text}`);
    tokens.push(token);
  }
  return tokens;
}

function checkBrackets(text: string, tokens: readonly string[]): void {
  const open: string[] = [];
  for (const token of tokens) {
    const closing = CLOSING[token];
    if (closing !== undefined) open.push(closing);
    if ((token === ')' || token === '}') && open.pop() !== token) throw new SyntaxError(`Brackets: ${text}`);
  }
  if (open.length > 0) throw new SyntaxError(`Brackets: ${text}`);
}

function namesIn(tokens: readonly string[]): string[] {
  return tokens.filter((token) => /^[A-Za-z_]/.test(token));
}
