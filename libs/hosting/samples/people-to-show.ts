/** A partner of the samples for whom somebody acts. */
export interface ShownOwner {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly program: string;
  readonly partner: string;
}

/** The people of the samples: an owner of each of three partners. */
export const OWNERS = {
  alder: { email: 'anna@alder.example', name: 'Anna Alder', locale: 'en', program: 'plixo', partner: 'alder' },
  birch: { email: 'bertil@birch.example', name: 'Bertil Birch', locale: 'en', program: 'plixo', partner: 'birch' },
  heron: { email: 'hanne@heron.example', name: 'Hanne Heron', locale: 'de', program: 'three-tier', partner: 'heron' },
} as const satisfies Readonly<Record<string, ShownOwner>>;

/** An application that somebody has begun to write. */
export const DRAFT = {
  program: 'plixo',
  type: 'partner',
  answers: { name: 'Rowan Reed', email: 'rowan@reed.example', company: 'Reed Partners', verticals: ['Software'] },
} as const;

/** A lead with a file, handed in by alder. */
export const LEAD = {
  email: 'ada@larkspur.example',
  company: 'Larkspur Foods',
  primaryContact: 'Ada Lark',
  note: 'Met at the spring fair; their requirements are attached.',
  externalId: 'sample-lead-1',
} as const;

/** What birch says of a customer that is alder's. */
export const DISPUTE = {
  customer: 'cus-1001',
  evidence: 'We introduced them in February, before their sign-up; the minutes are with our account manager.',
} as const;

/** The smallest document that is a PDF. */
export const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
