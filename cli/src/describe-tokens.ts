import type { Token } from '@regpipe/contracts';

import type { NewToken, TokenList } from './api-shapes.ts';
import { alignColumns, formatAge, indent, printable } from './format.ts';
import type { Messages } from './messages/index.ts';

/** A token that was just made: the one time that it is shown. */
export function describeNewToken(
  { name, role, expires_at: expiresAt, token }: NewToken,
  messages: Messages,
): string[] {
  const words = messages.tokens;
  return [
    words.made(printable(name), role, expiresAt === null ? words.never : dayOf(expiresAt)),
    ...indent([printable(token)]),
    words.shownOnce,
  ];
}

/** All tokens with what they may do and whether they still do it. */
export function describeTokens({ items, environment }: TokenList, messages: Messages, now: Date): string[] {
  const words = messages.tokens;
  const heading = [
    words.name,
    words.role,
    words.state,
    words.created,
    words.by,
    words.expires,
    words.lastUsed,
  ];
  const rows = items.map((token) => [
    printable(token.name),
    token.role,
    stateOf(token, messages, now),
    dayOf(token.created_at),
    printable(token.created_by),
    token.expires_at === null ? words.never : dayOf(token.expires_at),
    token.last_used_at === null ? words.unused : formatAge(token.last_used_at, now, messages.time),
  ]);
  return [
    ...(items.length === 0
      ? [words.none]
      : alignColumns(
          [heading, ...rows],
          heading.map(() => 'left' as const),
        )),
    ...(environment ? [words.environment] : []),
  ];
}

function stateOf(
  { revoked_at: revokedAt, expires_at: expiresAt }: Token,
  messages: Messages,
  now: Date,
): string {
  const { states } = messages.tokens;
  if (revokedAt !== null) return states.revoked;
  return expiresAt !== null && new Date(expiresAt) <= now ? states.expired : states.active;
}

function dayOf(moment: string): string {
  return moment.slice(0, 'YYYY-MM-DD'.length);
}
