import type { Answers } from './check-answers';

/** A text among answers; null: there is none of that name. */
export function textOf(answers: Answers, field: string): string | null {
  const value = Object.hasOwn(answers, field) ? answers[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
