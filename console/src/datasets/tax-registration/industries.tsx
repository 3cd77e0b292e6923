import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Section } from '../../components/section.tsx';
import type { Industry } from './api.ts';
import { listAddress } from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

/** What a business does; each leads to all that do the same. */
export function Industries({ industries }: { readonly industries: readonly Industry[] }) {
  const words = taxRegistrationTexts().record;
  return (
    <Section title={words.industries}>
      {industries.length === 0 ? (
        <p class="muted">{words.noIndustries}</p>
      ) : (
        <DataTable
          caption={words.industries}
          rows={industries}
          keyOf={({ industry_code: code }) => code}
          columns={[
            { key: 'order', header: words.order, cell: ({ order }) => order },
            {
              key: 'code',
              header: words.code,
              isRowHeader: true,
              cell: ({ industry_code: code }) => (
                <a
                  href={listAddress({ industry: code })}
                  aria-label={words.sameIndustry(code)}
                  title={words.sameIndustry(code)}
                >
                  <ForeignText text={code} />
                </a>
              ),
            },
            {
              key: 'industry',
              header: words.industry,
              wraps: true,
              cell: ({ industry_name: name }) =>
                name === null ? <span class="muted">{words.unnamed}</span> : <ForeignText text={name} />,
            },
          ]}
        />
      )}
    </Section>
  );
}
