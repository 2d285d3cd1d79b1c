import { instant } from '@ledger/kernel/instant';
import type { FormStanding } from '@ledger/read-models/tax/form-standings';
import { validThroughOf } from '@ledger/stages/payout/payout-profile';
import type { KeptForm } from '../desk/tax-form-desk';
import { formsWithFiles } from './form-with-file';

const NOW = instant(Date.UTC(2026, 1, 1));
const file = (id: string, signedOn: string, recorded: boolean, form = 'W-8BEN') =>
  ({ id, partner: 'p', form, signedOn, factAt: NOW, recorded }) as KeptForm;
const standing = (signedOn: string, form = 'W-8BEN'): FormStanding => {
  const validThrough = validThroughOf(form, signedOn);
  return { partner: 'p', form, recordedAt: NOW, validThrough, state: 'valid', isMissed: false };
};
const ids = (standings: FormStanding[], files: KeptForm[]) => {
  const { forms, unrecorded } = formsWithFiles(standings, files);
  return [forms.map(({ kept }) => kept?.id ?? null), unrecorded.map(({ id }) => id)];
};

describe('the files of forms', () => {
  it('are found by partner, form, time and validity, each once', () => {
    const files = [file('a', '2024-01-01', true), file('b', '2025-01-01', true), file('c', '2025-02-01', true)];
    expect(ids([standing('2025-01-01'), standing('2025-01-02'), standing('2024-05-05')], files)).toEqual([
      ['b', 'c', 'a'],
      [],
    ]);
    expect(ids([standing('2024-01-01', 'W-9')], files)).toEqual([[null], []]);
  });

  it('are each their own where two of one kind came in at one time, also one signed long ago', () => {
    const files = [file('old', '1999-05-01', true), file('new', '2025-05-01', true)];
    expect(ids([standing('2025-05-01'), standing('1999-05-01')], files)).toEqual([['new', 'old'], []]);
    const alike = [file('one', '1999-05-01', true, 'W-9'), file('two', '2025-05-01', true, 'W-9')];
    const [found] = ids([standing('1999-05-01', 'W-9'), standing('2025-05-01', 'W-9')], alike);
    expect(new Set(found)).toEqual(new Set(['one', 'two']));
  });

  it('are those that were recorded before one whose recording was cut off, which is named', () => {
    const files = [file('cut', '2025-01-01', false), file('whole', '2025-01-02', true)];
    expect(ids([standing('2025-01-02')], files)).toEqual([['whole'], ['cut']]);
    // Its fact is there, and only that was not noted.
    expect(ids([standing('2025-01-01'), standing('2025-01-02')], files)).toEqual([['whole', 'cut'], []]);
  });
});
