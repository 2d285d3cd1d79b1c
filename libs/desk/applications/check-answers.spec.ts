import type { ApplicationForm, FormField } from '@ledger/program/joining/application-form';
import { checkAnswers, type Answers } from './check-answers';

const field = (given: Pick<FormField, 'name' | 'kind'> & Partial<FormField>): FormField => ({
  ...{ label: 'L', required: false, help: null, options: [], accepts: [], taxForm: false },
  ...given,
});
const FORM: ApplicationForm = {
  steps: [
    {
      name: 'who',
      title: 'Who',
      fields: [
        field({ name: 'name', kind: 'text', required: true }),
        field({ name: 'email', kind: 'email', required: true }),
        field({ name: 'phone', kind: 'phone' }),
        field({ name: 'country', kind: 'country' }),
        field({ name: 'site', kind: 'url' }),
      ],
    },
    {
      name: 'how',
      title: 'How',
      fields: [
        field({ name: 'model', kind: 'choice', options: ['a', 'b'] }),
        field({ name: 'regions', kind: 'choices', options: ['EU', 'US'] }),
        field({ name: 'tenants', kind: 'number' }),
        field({ name: 'agreed', kind: 'checkbox', required: true }),
        field({ name: 'tax', kind: 'file', required: true, accepts: ['pdf'] }),
      ],
    },
  ],
};
const RIGHT: Answers = { name: ' Ann ', email: 'ann@example.com', agreed: true, phone: '', regions: [] };
const TAX = [{ field: 'tax', type: 'application/pdf' as const }];
const faults = (answers: Answers, files: Parameters<typeof checkAnswers>[2] = TAX) => {
  const checked = checkAnswers(FORM, answers, files);
  return checked.ok ? [] : checked.faults.map((fault) => `${fault.step}.${fault.field} ${fault.detail}`);
};

it('takes what the form asks for, and nothing that is empty', () => {
  expect(checkAnswers(FORM, RIGHT, TAX)).toEqual({
    ok: true,
    answers: { name: 'Ann', email: 'ann@example.com', agreed: true },
  });
});

it('names each step and field that is missing', () => {
  expect(faults({}, [])).toEqual([
    'who.name is missing',
    'who.email is missing',
    'how.agreed has to be ticked',
    'how.tax is missing: add a file',
  ]);
});

it.each<[Answers, string]>([
  [{ name: 'x'.repeat(5_001) }, 'who.name has more than 5000 characters'],
  [{ name: 7 }, 'who.name has to be a text'],
  [{ email: 'ann at home' }, 'who.email has to be an e-mail address, such as anna@example.com'],
  [{ phone: '12-3' }, 'who.phone has to be a phone number, such as +49 221 4711'],
  [{ country: 'XX' }, 'who.country has to be a country of two capital letters, such as DE'],
  [{ site: 'javascript:alert(1)' }, 'who.site has to be an address that begins with https:// or http://'],
  [{ model: 'c' }, 'how.model is none of the options'],
  [{ regions: ['EU', 'EU'] }, 'how.regions names an option twice'],
  [{ regions: ['XX'] }, 'how.regions names what is none of the options'],
  [{ regions: 'EU' }, 'how.regions has to be a list of options'],
  [{ tenants: '7' }, 'how.tenants has to be a number'],
  [{ agreed: 'yes' }, 'how.agreed has to be true or false'],
  [{ agreed: false }, 'how.agreed has to be ticked'],
  [{ tax: 'a.pdf' }, 'how.tax is answered by a file'],
  [{ constructor: 'x' }, '.constructor is no field of the form'],
])('refuses %j', (change, fault) => {
  expect(faults({ ...RIGHT, ...change })).toEqual([fault]);
});

it('goes by the bytes of files', () => {
  expect(faults(RIGHT, [{ field: 'tax', type: 'image/png' }])).toEqual(['how.tax takes pdf']);
  expect(faults(RIGHT, [...TAX, { field: 'name', type: 'image/png' }])).toEqual(['who.name takes no file']);
});
