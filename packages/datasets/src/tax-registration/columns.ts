import { Field } from '@regpipe/csv';

/** The file's columns by their source names, in today's file order. */
export const COLUMNS = [
  '營業地址',
  '統一編號',
  '總機構統一編號',
  '營業人名稱',
  '資本額',
  '設立日期',
  '組織別名稱',
  '使用統一發票',
  '行業代號',
  '名稱',
  '行業代號1',
  '名稱1',
  '行業代號2',
  '名稱2',
  '行業代號3',
  '名稱3',
] as const;

/** The sister file BGMOPEN1X (suspended businesses) has it after 組織別名稱. */
export const OPTIONAL_COLUMNS = ['停業日期'] as const;

/** Where each column stands in what a transform gets. */
export const FIELD = {
  address: 0,
  ban: 1,
  headquarters: 2,
  name: 3,
  capital: 4,
  setupDate: 5,
  type: 6,
  invoice: 7,
  /** The first of four pairs: an industry's code, then its name. */
  industries: 8,
} as const;

const NO_FIELD = new Field();

/** A field without the white space around it; `trim` knows the full-width space (U+3000) too. */
export function text(fields: readonly Field[], index: number): Field {
  return (fields[index] ?? NO_FIELD).trim();
}
