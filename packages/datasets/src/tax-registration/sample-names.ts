import type { Random } from '../sample-random.ts';
import {
  AREAS,
  ASSOCIATIONS,
  BRAND_CHARACTERS,
  FLOORS,
  ROADS,
  SECTIONS,
  SHOPS,
  TRADES,
  VILLAGES,
} from './sample-words.ts';

const LARGEST_NUMBER = 999;
/** House numbers in full-width digits, as the real addresses have them. */
const FULL_WIDTH = Array.from({ length: LARGEST_NUMBER + 1 }, (_, number) =>
  String(number).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
);

export function sampleAddress(random: Random): string {
  const village = random.below(3) > 0 ? random.pick(VILLAGES) : '';
  const neighbourhood = village !== '' && random.below(2) === 0 ? `${houseNumber(random, 30)}鄰` : '';
  const lane = random.below(3) === 0 ? `${houseNumber(random, 400)}巷` : '';
  const alley = lane !== '' && random.below(3) === 0 ? `${houseNumber(random, 60)}弄` : '';
  const street = random.pick(AREAS) + village + neighbourhood + random.pick(ROADS) + random.pick(SECTIONS);
  return `${street}${lane}${alley}${houseNumber(random, LARGEST_NUMBER)}號${random.pick(FLOORS)}`;
}

export function sampleCompany(random: Random): string {
  return sampleBrand(random) + random.pick(TRADES);
}

export function sampleShop(random: Random): string {
  return sampleBrand(random) + random.pick(SHOPS);
}

export function sampleAssociation(random: Random): string {
  return random.pick(AREAS) + sampleBrand(random) + random.pick(ASSOCIATIONS);
}

/** The name of a branch: its company's, and the city where it is. */
export function sampleBranch(random: Random, company: string): string {
  return `${company}${random.pick(AREAS).slice(0, 2)}分公司`;
}

function sampleBrand(random: Random): string {
  const brand = random.pick(BRAND_CHARACTERS) + random.pick(BRAND_CHARACTERS);
  return random.below(2) === 0 ? brand : brand + random.pick(BRAND_CHARACTERS);
}

function houseNumber(random: Random, most: number): string {
  return FULL_WIDTH[1 + random.below(most)] ?? '１';
}
