import { isCountry } from '@ledger/documents/country';
import type { ApplicationForm, FormField } from '@ledger/program/joining/application-form';
import { fieldsOf } from '@ledger/program/joining/joining-terms';
import type { FileType } from '../files/file-type';
import { whyNoAddress } from '../mail/mail-address';

export type AnswerValue = string | number | boolean | readonly string[];
/** Answers by the names of fields; files are kept apart. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** What is wrong with an answer, and where. */
export interface AnswerFault {
  readonly step: string;
  readonly field: string;
  readonly detail: string;
}

export type CheckedAnswers =
  { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly faults: readonly AnswerFault[] };

const LONGEST_TEXT = 5_000;
const FILE_TYPE_OF = { pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg' } as const;

/** Judges answers by a form; what is empty counts as not answered. */
export function checkAnswers(
  form: ApplicationForm,
  given: Answers,
  files: readonly { readonly field: string; readonly type: FileType }[],
): CheckedAnswers {
  const fields = fieldsOf(form);
  const answers = withoutEmpty(given);
  const known = new Set(fields.map(({ field }) => field.name));
  const unknown = [...Object.keys(answers), ...files.map(({ field }) => field)].filter((name) => !known.has(name));
  const faults = [
    ...fields.flatMap(({ step, field }): AnswerFault[] => {
      const detail = faultOf(field, answers[field.name], files);
      return detail === null ? [] : [{ step: step.name, field: field.name, detail }];
    }),
    ...[...new Set(unknown)].map((field) => ({ step: '', field, detail: 'is no field of the form' })),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, answers };
}

function withoutEmpty(given: Answers): Answers {
  const trimmed = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(
    trimmed.filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  ) as Answers;
}

function faultOf(
  field: FormField,
  value: AnswerValue | undefined,
  files: readonly { readonly field: string; readonly type: FileType }[],
): string | null {
  if (field.kind === 'file') return faultOfFiles(field, value, files);
  if (files.some(({ field: name }) => name === field.name)) return 'takes no file';
  if (value === undefined || (field.kind === 'checkbox' && value === false)) {
    return field.required ? (field.kind === 'checkbox' ? 'has to be ticked' : 'is missing') : null;
  }
  return FAULTS[field.kind](value, field);
}

function faultOfFiles(
  { name, required, accepts }: FormField,
  value: AnswerValue | undefined,
  files: readonly { readonly field: string; readonly type: FileType }[],
): string | null {
  if (value !== undefined) return 'is answered by a file';
  const own = files.filter(({ field }) => field === name);
  if (own.length === 0) return required ? 'is missing: add a file' : null;
  const taken: readonly FileType[] = accepts.map((kind) => FILE_TYPE_OF[kind]);
  return taken.length === 0 || own.every(({ type }) => taken.includes(type)) ? null : `takes ${accepts.join(' or ')}`;
}

type FaultOf = (value: AnswerValue, field: FormField) => string | null;

/** A text for which `isRight` holds. */
function textThat(isRight: (text: string, field: FormField) => boolean, wanted: string): FaultOf {
  return (value, field) => {
    if (typeof value !== 'string') return 'has to be a text';
    if (value.length > LONGEST_TEXT) return `has more than ${LONGEST_TEXT} characters`;
    return isRight(value, field) ? null : wanted;
  };
}

const FAULTS: Readonly<Record<Exclude<FormField['kind'], 'file'>, FaultOf>> = {
  text: textThat(() => true, ''),
  choice: textThat((text, { options }) => options.includes(text), 'is none of the options'),
  choices: (value, { options }) => {
    if (!Array.isArray(value)) return 'has to be a list of options';
    if (new Set(value).size < value.length) return 'names an option twice';
    return value.every((option) => options.includes(option as string)) ? null : 'names what is none of the options';
  },
  country: textThat(isCountry, 'has to be a country of two capital letters, such as DE'),
  phone: textThat(
    (text) => /^\+?[0-9 ()/.-]{5,40}$/.test(text) && text.replace(/\D/g, '').length >= 5,
    'has to be a phone number, such as +49 221 4711',
  ),
  email: textThat((text) => whyNoAddress(text) === null, 'has to be an e-mail address, such as anna@example.com'),
  url: textThat(isWebAddress, 'has to be an address that begins with https:// or http://'),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'has to be a number'),
  checkbox: (value) => (typeof value === 'boolean' ? null : 'has to be true or false'),
};

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
