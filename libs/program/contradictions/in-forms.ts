import type { FormDocument } from '../joining/form-schema';
import type { TermsFault, TermsPath } from '../terms-error';
import type { TermsDocument } from '../terms-schema';

type Step = FormDocument['steps'][number];
type Field = Step['fields'][number];

/** Contradictions of forms, of who is listed, and of the calendar of working days. */
export function contradictionsInForms({ partners, workingDays }: TermsDocument): TermsFault[] {
  return [
    ...Object.entries(partners.types).flatMap(([type, { joins, form }]) => {
      const path = ['partners', 'types', type, 'form'];
      if (form === undefined) return [];
      if (!joins.includes('application'))
        return [{ path, message: `nobody applies as ${type}: add application to joins` }];
      return [...namesTwice(form, path), ...wrongFields(form, path), ...withoutEmail(form, path)];
    }),
    ...withoutSelfEnrolment(partners),
    ...withoutWorkingDays(workingDays),
  ];
}

function namesTwice({ steps }: FormDocument, path: TermsPath): TermsFault[] {
  const stepNames = steps.map(({ name }) => name);
  const fieldNames = steps.flatMap(({ fields }) => fields.map(({ name }) => name));
  let before = 0;
  return steps.flatMap(({ name, fields }, at) => {
    const here = [...path, 'steps', at];
    const twice = fields.flatMap((field, index): TermsFault[] =>
      fieldNames.indexOf(field.name) < before + index
        ? [{ path: [...here, 'fields', index, 'name'], message: `${field.name} is the name of another field` }]
        : [],
    );
    before += fields.length;
    const step = { path: [...here, 'name'], message: `${name} is the name of another step` };
    return stepNames.indexOf(name) < at ? [step, ...twice] : twice;
  });
}

function wrongFields({ steps }: FormDocument, path: TermsPath): TermsFault[] {
  const fields = steps.flatMap(({ fields: inStep }, at) =>
    inStep.map((field, index) => ({ field, place: [...path, 'steps', at, 'fields', index] as TermsPath })),
  );
  const taxForms = fields.filter(({ field }) => field.taxForm === true).slice(1);
  return [
    ...fields.flatMap(({ field, place }) => wrongField(field, place)),
    ...taxForms.map(({ place }) => ({ path: [...place, 'taxForm'], message: 'a form has one tax form at most' })),
  ];
}

const OF_THE_PARTNER: Readonly<Record<string, Field['kind']>> = { name: 'text', company: 'text', email: 'email' };

function wrongField(field: Field, path: TermsPath): TermsFault[] {
  const { name, kind, options = [] } = field;
  const faults = wrongKeys(field).map(([key, message]): TermsFault => ({ path: [...path, key], message }));
  options.forEach((option, index) => {
    if (options.indexOf(option) === index) return;
    faults.push({ path: [...path, 'options', index], message: `${option} is listed twice` });
  });
  const wanted = Object.hasOwn(OF_THE_PARTNER, name) ? OF_THE_PARTNER[name] : kind;
  if (wanted === kind) return faults;
  return [...faults, { path: [...path, 'kind'], message: `${name} is the partner's own: write ${wanted}` }];
}

/** Keys that do not go with the kind of the field, or are missing for it. */
function wrongKeys({ kind, options, accepts, taxForm }: Field): (readonly [key: string, message: string])[] {
  const chooses = kind === 'choice' || kind === 'choices';
  const isFile = kind === 'file';
  const checks: readonly (readonly [key: string, isWrong: boolean, message: string])[] = [
    ['options', chooses && options === undefined, `is missing: a ${kind} needs what there is to choose from`],
    ['options', !chooses && options !== undefined, `only a choice has options; this is a ${kind}`],
    ['accepts', !isFile && accepts !== undefined, `only a file has kinds of file; this is a ${kind}`],
    ['taxForm', !isFile && taxForm === true, `only a file is a tax form; this is a ${kind}`],
    ['taxForm', isFile && taxForm === true && accepts?.join() !== 'pdf', 'a tax form is a PDF: write accepts: [pdf]'],
  ];
  return checks.flatMap(([key, isWrong, message]) => (isWrong ? [[key, message] as const] : []));
}

/** Without an address nobody could be told what became of the application. */
function withoutEmail({ steps }: FormDocument, path: TermsPath): TermsFault[] {
  const email = steps.flatMap(({ fields }) => fields).find(({ name }) => name === 'email');
  if (email?.required === true) return [];
  return [{ path, message: 'a form needs a required field email of kind email: decisions are sent there' }];
}

function withoutSelfEnrolment({ types, selfEnrolment }: TermsDocument['partners']): TermsFault[] {
  const enrols = Object.values(types).some(({ joins }) => joins.includes('self-enrolment'));
  if (selfEnrolment === undefined || enrols) return [];
  return [{ path: ['partners', 'selfEnrolment'], message: 'no partner type joins by self-enrolment' }];
}

function withoutWorkingDays(workingDays: TermsDocument['workingDays']): TermsFault[] {
  if (new Set(workingDays?.weekend).size < 7) return [];
  return [{ path: ['workingDays', 'weekend'], message: 'leave at least one day to work on' }];
}
