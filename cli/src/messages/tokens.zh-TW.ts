import type { tokensEn } from './tokens.en.ts';

/** 關於權杖的文字。 */
export const tokensZhTW: typeof tokensEn = {
  description: '建立、列出與撤銷 API 權杖',
  name: '名稱',
  role: '角色',
  state: '狀態',
  created: '建立日期',
  by: '建立者',
  expires: '到期',
  lastUsed: '最近使用',
  states: { active: '有效', expired: '已到期', revoked: '已撤銷' },
  never: '永久',
  unused: '從未使用',
  none: '還沒有任何權杖。',
  environment: '閘道的 REGPIPE_API_TOKEN 也可以使用，角色為 admin。',
  made: (name, role, expires) => `已建立權杖「${name}」：${role}，到期：${expires}`,
  shownOnce: '只會顯示這一次。程式以 REGPIPE_API_TOKEN 使用它。',
  revoked: (name) => `權杖「${name}」已撤銷，數秒內失效。`,
};
