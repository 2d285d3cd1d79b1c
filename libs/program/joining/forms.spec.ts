import { parseInstant, formatInstant, type Instant } from '@ledger/kernel/instant';
import { termsFromJson, termsToJson } from '../describe-terms-canonical';
import { documentOfTerms } from '../document-of-terms';
import { parseTerms } from '../parse-terms';
import { readDocument } from '../read-document';
import { refusalsOf, SMALL_PROGRAM } from '../testing/small-program';
import { PLAIN_FORM } from './application-form';
import { fieldsOf, formOf, reviewDueAt, selfEnrolmentsPerDay } from './joining-terms';

const JOINS = '      joins: [application]\n';
const EMAIL = '{ name: email, label: E-mail, kind: email, required: true }';
const withFields = (...fields: string[]) => `${JOINS}      form:
        steps:
          - name: one
            title: One
            fields:
${fields.map((field) => `              - ${field}\n`).join('')}`;
const termsWith = (snippet: string, written: string) => {
  const parsed = parseTerms(SMALL_PROGRAM.replace(snippet, written), 'base.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.terms;
};
const refused = (...fields: string[]) =>
  refusalsOf(JOINS, withFields(...fields)).map((text) =>
    text.replace(/^base\.yaml:\d+: partners\.types\.partner\./, ''),
  );

it('is what terms say, and comes back from their JSON and their document', () => {
  const terms = termsWith(
    JOINS,
    withFields(EMAIL, '{ name: size, label: Size, kind: choice, options: [small, large] }'),
  );
  expect(fieldsOf(formOf(terms, 'partner')).map(({ step, field }) => [step.name, field.name, field.options])).toEqual([
    ['one', 'email', []],
    ['one', 'size', ['small', 'large']],
  ]);
  expect(termsFromJson(JSON.parse(JSON.stringify(termsToJson(terms))))).toEqual(terms);
  expect(readDocument(documentOfTerms(terms))).toEqual({ ok: true, terms });
});

it('is a plain one where terms have none, and nothing of it is printed', () => {
  const terms = termsWith('version: 1', 'version: 1');
  expect(formOf(terms, 'partner')).toBe(PLAIN_FORM);
  expect(JSON.stringify(termsToJson(terms))).not.toMatch(/form"|listed|review|workingDays|selfEnrolments/);
});

it.each([
  [['{ name: a, label: A, kind: text }'], /^form: a form needs a required field email of kind email/],
  [
    ['{ name: email, label: E, kind: text, required: true }'],
    /^form.steps\[0\].fields\[0\].kind is text: email is the partner's own: write email/,
  ],
  [[EMAIL, EMAIL], /^form.steps\[0\].fields\[1\].name is email: email is the name of another field/],
  [[EMAIL, '{ name: a, label: A, kind: choice }'], /fields\[1\].options: is missing: a choice needs/],
  [[EMAIL, '{ name: a, label: A, kind: text, options: [a] }'], /fields\[1\].options: only a choice has options/],
  [[EMAIL, '{ name: a, label: A, kind: choices, options: [a, b, a] }'], /options\[2\] is a: a is listed twice/],
  [[EMAIL, '{ name: a, label: A, kind: text, accepts: [pdf] }'], /accepts: only a file has kinds of file/],
  [
    [EMAIL, '{ name: a, label: A, kind: file, taxForm: true }'],
    /taxForm is true: a tax form is a PDF: write accepts: \[pdf\]/,
  ],
  [[EMAIL, '{ name: a, label: A, kind: colour }'], /fields\[1\].kind is colour: write text, choice/],
  [
    [EMAIL, '{ name: a, label: A, labels: A, kind: text }'],
    /fields\[1\].labels is A: there is no such key here; did you mean label/,
  ],
])('is refused with the path of what is wrong: %j', (fields, message) => {
  expect(refused(...fields)[0]).toMatch(message);
});

it('is of a type that applies', () => {
  const friend = '      joins: [self-enrolment]\n';
  expect(refusalsOf(friend, withFields(EMAIL).replace(JOINS, friend))).toEqual([
    expect.stringContaining('partners.types.friend.form: nobody applies as friend: add application to joins'),
  ]);
});

it('is reviewed within the working days of the terms', () => {
  const friday = parseInstant('2026-03-06T15:00:00Z') as Instant;
  const due = (written: string) => formatInstant(reviewDueAt(termsWith('partners:\n', written), friday));
  expect(due('partners:\n')).toBe('2026-03-10T15:00:00.000Z');
  expect(due('partners:\n  review: { businessDays: 1 }\n')).toBe('2026-03-09T15:00:00.000Z');
  expect(due('workingDays: { holidays: [2026-03-09] }\npartners:\n')).toBe('2026-03-11T15:00:00.000Z');
  expect(due('workingDays: { timeZone: Asia/Dubai, weekend: [friday] }\npartners:\n')).toBe('2026-03-08T20:00:00.000Z');
  expect(selfEnrolmentsPerDay(termsWith('partners:\n', 'partners:\n  selfEnrolment: { perAddressPerDay: 2 }\n'))).toBe(
    2,
  );
  expect(refusalsOf('partners:\n', 'workingDays: { holidays: [2026-02-30] }\npartners:\n')[0]).toMatch(
    /workingDays.holidays\[0\] is 2026-02-30: write a day/,
  );
});
