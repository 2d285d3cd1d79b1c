import type { ApplicationForm, FormField } from './application-form';
import type { FormDocument } from './form-schema';

type FieldDocument = FormDocument['steps'][number]['fields'][number];

/** The form that a file has. */
export function formOfDocument({ steps }: FormDocument): ApplicationForm {
  return { steps: steps.map(({ name, title, fields }) => ({ name, title, fields: fields.map(fieldOf) })) };
}

/** The same as a file would have it: what is nothing is left out. */
export function documentOfForm({ steps }: ApplicationForm): FormDocument {
  return { steps: steps.map(({ name, title, fields }) => ({ name, title, fields: fields.map(documentOf) })) };
}

function fieldOf(field: FieldDocument): FormField {
  const { name, label, kind, required = false, help = null, options = [], accepts = [], taxForm = false } = field;
  return { name, label, kind, required, help, options, accepts, taxForm };
}

function documentOf({ name, label, kind, required, help, options, accepts, taxForm }: FormField): FieldDocument {
  return {
    name,
    label,
    kind,
    ...(required ? { required } : {}),
    ...(help === null ? {} : { help }),
    ...(options.length === 0 ? {} : { options: [...options] }),
    ...(accepts.length === 0 ? {} : { accepts: [...accepts] }),
    ...(taxForm ? { taxForm } : {}),
  };
}
