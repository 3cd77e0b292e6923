import type { signInEn } from './sign-in.en.ts';

/** 登入頁。 */
export const signInZhTW: typeof signInEn = {
  title: '登入',
  lead: '持有 API 權杖即可登入。瀏覽器只保留工作階段，不會保留權杖本身。',
  token: '權杖',
  hint: '以 rp_ 開頭，或是本機服務的權杖。',
  button: '登入',
  where: '權杖在哪裡？',
  local: '本機的服務：',
  localText: './run dev 與 ./run demo --keep 會印出存放權杖的檔案，通常是',
  other: '給其他人使用，或閘道在別處時，由管理者建立：',
  roles: '檢視者可以讀取，操作者另可開始與停止作業，管理者另可管理權杖。',
  empty: '請輸入權杖。',
};
