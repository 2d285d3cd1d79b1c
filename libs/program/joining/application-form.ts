/** What a field of a form is filled with. */
export const FIELD_KINDS = [
  'text',
  'choice',
  'choices',
  'country',
  'phone',
  'email',
  'url',
  'number',
  'file',
  'checkbox',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What a field of files takes; without a word about it all of them. */
export const FILE_KINDS = ['pdf', 'png', 'jpeg'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** One question of a form. */
export interface FormField {
  /** Under which the answer is kept; once in a form. `name`, `email` and `company` are those of the partner. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly help: string | null;
  /** Of `choice` and `choices`; else empty. */
  readonly options: readonly string[];
  /** Of `file`; empty: any. */
  readonly accepts: readonly FileKind[];
  /** Whether its file is a tax form, which finance confirms. */
  readonly taxForm: boolean;
}

/** A page of a form. */
export interface FormStep {
  readonly name: string;
  readonly title: string;
  readonly fields: readonly FormField[];
}

/** With what a partner of a type applies. */
export interface ApplicationForm {
  readonly steps: readonly FormStep[];
}

const PLAIN = { help: null, options: [], accepts: [], taxForm: false } as const;

/** The form of a type whose terms have none: who it is, and how it is reached. */
export const PLAIN_FORM: ApplicationForm = {
  steps: [
    {
      name: 'contact',
      title: 'Contact',
      fields: [
        { ...PLAIN, name: 'name', label: 'Your name', kind: 'text', required: true },
        { ...PLAIN, name: 'email', label: 'E-mail', kind: 'email', required: true },
        { ...PLAIN, name: 'company', label: 'Company', kind: 'text', required: false },
      ],
    },
  ],
};
