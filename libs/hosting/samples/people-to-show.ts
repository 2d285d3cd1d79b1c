import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplesFolder } from './sample-files';

/** A partner of the samples for whom somebody acts. */
export interface ShownOwner {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly program: string;
  readonly partner: string;
}

/** What the people of the samples do (`samples/people.json`). */
export interface PeopleToShow {
  readonly owners: Readonly<Record<'alder' | 'birch' | 'heron', ShownOwner>>;
  /** An application that somebody has begun to write. */
  readonly draft: { readonly program: string; readonly type: string; readonly answers: object };
  /** A lead with a file, handed in by alder. */
  readonly lead: Readonly<Record<string, string>>;
  /** What birch says of a customer that is alder's. */
  readonly dispute: { readonly customer: string; readonly evidence: string };
}

/** The smallest document that is a PDF. */
export const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

/** Reads what the people of the samples do. */
export async function peopleToShow(): Promise<PeopleToShow> {
  return JSON.parse(await readFile(join(samplesFolder(), 'people.json'), 'utf8')) as PeopleToShow;
}
