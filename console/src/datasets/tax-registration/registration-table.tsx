import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Registration } from './api.ts';
import { recordAddress } from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

export interface RegistrationTableProps {
  readonly caption: string;
  readonly rows: readonly Registration[];
}

/** Businesses or branches, one a line; each name leads to its record. */
export function RegistrationTable({ caption, rows }: RegistrationTableProps) {
  const words = taxRegistrationTexts().columns;
  const formats = useFormats();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ ban }) => ban}
      asCards
      columns={[
        {
          key: 'name',
          header: words.name,
          isRowHeader: true,
          wraps: true,
          cell: ({ ban, business_name: name }) => (
            <a href={recordAddress(ban)}>
              <ForeignText text={name} />
            </a>
          ),
        },
        { key: 'ban', header: words.ban, cell: ({ ban }) => ban },
        {
          key: 'address',
          header: words.address,
          wraps: true,
          cell: ({ business_address: address }) => address !== null && <ForeignText text={address} />,
        },
        {
          key: 'type',
          header: words.type,
          cell: ({ business_type: type }) => type !== null && <ForeignText text={type} />,
        },
        {
          key: 'capital',
          header: words.capital,
          align: 'right',
          cell: ({ capital_amount: amount }) => formats.count(amount),
        },
      ]}
    />
  );
}
