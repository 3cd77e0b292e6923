import type { Comparison, FilterPattern, Operand } from './filter-pattern.ts';
import { selectNodes } from './select-nodes.ts';

/** Whether CloudWatch's filter lets a line through, which has been parsed as JSON. */
export function matches(pattern: FilterPattern, line: unknown): boolean {
  switch (pattern.kind) {
    case 'all':
      return pattern.of.every((part) => matches(part, line));
    case 'any':
      return pattern.of.some((part) => matches(part, line));
    case 'is':
      return selectNodes(line, pattern.selector).includes(pattern.value);
    case 'not-exists':
      return selectNodes(line, pattern.selector).length === 0;
    case 'comparison':
      return selectNodes(line, pattern.selector).some((node) => compare(node, pattern));
  }
}

/**
 * A value is a text or a number. Where the selector finds an array, an object or nothing, neither `=` nor `!=` is true.
 */
function compare(node: unknown, { operator, operand }: Comparison): boolean {
  if (typeof node !== 'string' && typeof node !== 'number') return false;
  if (operator === '=') return equals(node, operand);
  if (operator === '!=') return !equals(node, operand);
  if (operand.kind !== 'number' || typeof node !== 'number') return false;
  switch (operator) {
    case '<':
      return node < operand.value;
    case '<=':
      return node <= operand.value;
    case '>':
      return node > operand.value;
    case '>=':
      return node >= operand.value;
  }
}

function equals(node: string | number, operand: Operand): boolean {
  if (operand.kind === 'regex') return operand.regex.test(String(node));
  if (operand.kind === 'number' && typeof node === 'number') return node === operand.value;
  return equalsText(String(node), operand.text);
}

/** An asterisk stands for any text at the beginning and at the end; in the middle it is an asterisk. */
function equalsText(text: string, wanted: string): boolean {
  const open = { left: wanted.startsWith('*'), right: wanted.endsWith('*') };
  const core = wanted.replace(/^\*/, '').replace(/\*$/, '');
  if (open.left && open.right) return text.includes(core);
  if (open.left) return text.endsWith(core);
  return open.right ? text.startsWith(core) : text === core;
}
