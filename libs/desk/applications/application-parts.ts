import type { FileType } from '../files/file-type';
import type { Answers } from './check-answers';

/** A file that answers a field. */
export interface AnsweredFile {
  readonly field: string;
  readonly hash: string;
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
}

/** What was submitted, as it stands in the fact. */
export interface Submission {
  readonly answers: Answers;
  readonly files: readonly AnsweredFile[];
}

export const DECISIONS = ['approve', 'reject', 'ask'] as const;
export type Decision = (typeof DECISIONS)[number];

/** A step of an application that has several parts, each of which may be the last before this process dies. */
export interface PendingStep {
  readonly step: 'submit' | Decision;
  /** The principal; null: the applicant. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Of its fact, in milliseconds. */
  readonly at: number;
}

/** A tax form that finance has confirmed. */
export interface TaxFormConfirmed {
  readonly hash: string;
  readonly form: string;
  readonly signedOn: string;
  readonly by: string;
}
