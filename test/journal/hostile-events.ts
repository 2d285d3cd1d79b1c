/** Ids that mean something else to a reader of journals, or differ only in what some readers overlook. */
export const HOSTILE_IDS: readonly string[] = [
  'alder',
  'Alder',
  'ALDER',
  'x--41--lder',
  'Assets:Cash',
  'two  blanks ; and: a comment, tag: value',
  '(virtual)',
  '[2026-13-45]',
  '* cleared',
  '"quoted" \\ and back',
  'line\nbreak\r\nand\ttab',
  '-1',
  '=1+1',
  ' ',
  'Größe & Söhne',
  '有限公司',
  '🙂‍↔️',
  'e\u0301',
  '\u00e9',
  '\u202eright to left',
  '#hash @at {brace} %percent ~tilde',
  'a'.repeat(128),
];

/** Of each decimals that ISO 4217 has: two, none, three, four. */
const CURRENCIES = ['USD', 'JPY', 'KWD', 'CLF'];

/** Partners with such ids, each with an adjustment of 12345 minor units in each currency, in events and sources named so too. */
export function hostileEvents(): string {
  return HOSTILE_IDS.flatMap((id, index) => {
    const event = (type: string, data: object, hour: number, suffix = '') =>
      JSON.stringify({
        specversion: '1.0',
        id: `${index}${suffix} ${id}`.slice(0, 100),
        source: id,
        type,
        time: `2026-01-${String(index + 1).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`,
        program: 'plixo',
        data: { partner: id, ...data },
      });
    return [
      event('partner.applied', { type: 'partner' }, 1, 'a'),
      event('partner.approved', {}, 2, 'b'),
      ...CURRENCIES.map((currency, each) =>
        event(
          'adjustment.posted',
          { adjustment: `${id.slice(0, 100)}/${currency}`, currency, amount: 12_345, by: 'staff', reason: 'test' },
          3 + each,
          currency,
        ),
      ),
    ];
  }).join('\n');
}
