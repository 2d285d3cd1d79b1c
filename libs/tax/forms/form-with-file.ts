import type { FormStanding } from '@ledger/read-models/tax/form-standings';
import type { KeptForm } from '../desk/tax-form-desk';

/** A form that is recorded, or missing, with its file. */
export interface FormWithFile extends FormStanding {
  /** null: its fact came in without one. */
  readonly kept: KeptForm | null;
}

/** Forms with their files: a file and its fact have one time. */
export function formsWithFiles(standings: readonly FormStanding[], files: readonly KeptForm[]): FormWithFile[] {
  return standings.map((standing) => {
    const { partner, form, recordedAt } = standing;
    const isOf = (file: KeptForm) => file.partner === partner && file.form === form && file.factAt === recordedAt;
    return { ...standing, kept: files.find(isOf) ?? null };
  });
}
