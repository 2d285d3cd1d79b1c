import type { FormStanding } from '@ledger/read-models/tax/form-standings';
import { validThroughOf } from '@ledger/stages/payout/payout-profile';
import type { KeptForm } from '../desk/tax-form-desk';

/** A form that is recorded, or missing, with its file. */
export interface FormWithFile extends FormStanding {
  /** null: its fact came in without one. */
  readonly kept: KeptForm | null;
}

/** Forms with their files, and the files whose facts are not in the log: who added them was cut off, and has to try again. */
export interface FormsWithFiles {
  readonly forms: readonly FormWithFile[];
  readonly unrecorded: readonly KeptForm[];
}

/** Finds the file of each form: a file and its fact have one time. */
export function formsWithFiles(standings: readonly FormStanding[], files: readonly KeptForm[]): FormsWithFiles {
  const left = new Set([...files].sort((a, b) => Number(b.recorded) - Number(a.recorded)));
  const forms = standings.map((standing) => {
    const kept = [...left].find((file) => isOf(standing, file)) ?? null;
    if (kept !== null) left.delete(kept);
    return { ...standing, kept };
  });
  return { forms, unrecorded: [...left].filter(({ recorded }) => !recorded) };
}

function isOf({ partner, form, recordedAt, validThrough }: FormStanding, file: KeptForm): boolean {
  if (file.partner !== partner || file.form !== form || file.factAt !== recordedAt) return false;
  return validThroughOf(file.form, file.signedOn) === validThrough;
}
