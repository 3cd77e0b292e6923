import { COLUMNS, FIELD } from './columns.ts';
import type { SampleBan } from './sample-bans.ts';
import { sampleAddress, sampleAssociation, sampleBranch, sampleCompany, sampleShop } from './sample-names.ts';
import type { Random } from '../sample-random.ts';
import { INDUSTRIES, type Industry } from './sample-words.ts';

/** A sound record: its 16 fields as they stand in the file, quoted where they must be. */
export interface SampleRecord {
  readonly fields: string[];
  readonly ban: SampleBan;
  /** Different industry codes. */
  readonly industries: number;
}

interface Headquarters {
  readonly ban: string;
  readonly name: string;
}

interface Business {
  readonly name: string;
  readonly type: string;
  readonly headquarters: string;
  /** The capital is a multiple of it. */
  readonly capitalUnit: number;
}

/** Companies that a new branch may belong to: the last ones made. */
const RECENT_COMPANIES = 64;
const INDUSTRY_COUNTS = [1, 1, 1, 1, 1, 1, 2, 2, 3, 4];
const ROC_YEARS = { first: 50, last: 115 };

/** Makes sound records, one a call, whose mixture of types, lengths and industries is like the real file's. */
export function createRecords(random: Random, nextBan: () => SampleBan): () => SampleRecord {
  const companies: Headquarters[] = [];

  function remember(company: Headquarters): void {
    if (companies.length < RECENT_COMPANIES) companies.push(company);
    else companies[random.below(RECENT_COMPANIES)] = company;
  }

  function sampleBusiness(ban: string): Business {
    const draw = random.below(100);
    if (draw < 53) return { name: sampleShop(random), type: '獨資', headquarters: '', capitalUnit: 10_000 };
    if (draw < 56) return { name: sampleShop(random), type: '合夥', headquarters: '', capitalUnit: 10_000 };
    if (draw < 59) return { name: sampleAssociation(random), type: '其他', headquarters: '', capitalUnit: 0 };
    if (draw < 63 && companies.length > 0) {
      const { ban: headquarters, name } = random.pick(companies);
      return { name: sampleBranch(random, name), type: '分公司', headquarters, capitalUnit: 0 };
    }
    const type = draw < 88 ? '有限公司' : '股份有限公司';
    const name = sampleCompany(random) + type;
    remember({ ban, name });
    return { name, type, headquarters: '', capitalUnit: 1_000_000 };
  }

  return () => {
    const ban = nextBan();
    const business = sampleBusiness(ban.ban);
    const fields = new Array<string>(COLUMNS.length).fill('');
    fields[FIELD.address] = withSeldomComma(random, sampleAddress(random), ',２樓');
    fields[FIELD.ban] = ban.ban;
    fields[FIELD.headquarters] = business.headquarters;
    fields[FIELD.name] = withSeldomComma(random, business.name, ', 第一分店');
    fields[FIELD.capital] = String(business.capitalUnit * (1 + random.below(50)));
    fields[FIELD.setupDate] = sampleRocDate(random);
    fields[FIELD.type] = business.type;
    fields[FIELD.invoice] = random.below(3) === 0 ? 'N' : 'Y';
    const industries = sampleIndustries(random);
    setIndustries(fields, industries);
    return { fields, ban, industries: industries.length };
  };
}

/** Puts industries into a record's last eight fields. */
export function setIndustries(fields: string[], industries: readonly Industry[]): void {
  fields.fill('', FIELD.industries);
  industries.forEach(({ code, name }, position) => {
    fields[FIELD.industries + 2 * position] = code;
    fields[FIELD.industries + 2 * position + 1] = name;
  });
}

/** One text in a hundred goes on with a comma, and so must be quoted. */
function withSeldomComma(random: Random, text: string, continuation: string): string {
  return random.below(100) === 0 ? `"${text}${continuation}"` : text;
}

function sampleIndustries(random: Random): Industry[] {
  const count = random.pick(INDUSTRY_COUNTS);
  const first = random.below(INDUSTRIES.length);
  // Steps short enough that four of them never come round to the first again.
  const step = 1 + random.below(Math.floor(INDUSTRIES.length / 4));
  const industries: Industry[] = [];
  for (let index = 0; index < count; index += 1) {
    const industry = INDUSTRIES[(first + index * step) % INDUSTRIES.length];
    if (industry !== undefined) industries.push(industry);
  }
  return industries;
}

/** A date as YYYMMDD of the Republic's calendar. */
function sampleRocDate(random: Random): string {
  const year = ROC_YEARS.first + random.below(ROC_YEARS.last - ROC_YEARS.first + 1);
  const month = 1 + random.below(12);
  const day = 1 + random.below(28);
  return String(year * 10_000 + month * 100 + day).padStart(7, '0');
}
