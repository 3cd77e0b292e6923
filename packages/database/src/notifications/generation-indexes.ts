/** Beside the primary key: one for each question. Newest first, and the transaction tells apart what came in one moment. */
export const GENERATION_INDEXES = [
  { name: 'by_user', definition: '(user_id, created_at DESC, transaction_id DESC)' },
  {
    name: 'by_marketing',
    definition: '(marketing_id, created_at DESC, transaction_id DESC) WHERE marketing_id IS NOT NULL',
  },
] as const;
