import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem } from '../problems/problem';
import type { ProblemError } from '../problems/problem-details';

/** Checks parameters and queries against their DTOs; a parameter that no DTO names is refused, so that typing errors show. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (found) => {
      const errors = found.flatMap((error) => errorsOf(error, ''));
      return new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), { errors });
    },
  });
}

function errorsOf({ property, constraints, children }: ValidationError, prefix: string): ProblemError[] {
  const field = prefix + property;
  const own = Object.values(constraints ?? {}).map((detail) => ({ field, detail }));
  return [...own, ...(children ?? []).flatMap((child) => errorsOf(child, `${field}.`))];
}
