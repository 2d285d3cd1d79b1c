import { HttpException } from '@nestjs/common';
import { PROBLEMS, type ProblemError, type ProblemKind } from './problem-details';

export interface ProblemMore {
  readonly errors?: readonly ProblemError[];
  /** Further members of the answer. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Headers that the answer carries. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with problem details; `detail` says what was wrong and what to do. */
export class Problem extends HttpException {
  constructor(
    readonly kind: ProblemKind,
    readonly detail: string,
    readonly more: ProblemMore = {},
  ) {
    super(detail, PROBLEMS[kind].status);
  }
}
