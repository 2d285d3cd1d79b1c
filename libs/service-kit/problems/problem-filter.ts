import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestIdOf } from '../requests/request-id';
import { allowedMethods } from './allowed-methods';
import { Problem } from './problem';
import { problemOfError } from './problem-of-error';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, problemType, type ProblemDetails } from './problem-details';

/** Answers whatever a request ends with that is no success as problem details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('problems');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = error instanceof NotFoundException ? noRoute(request) : problemOfError(error);
    if (problem.getStatus() === 500) this.log.error(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(problem.getStatus())
      .set({ ...problem.more.headers, 'Content-Type': PROBLEM_MEDIA_TYPE })
      .send(JSON.stringify(detailsOf(problem, request)));
  }
}

/** Nest found no route: there is nothing at the path, or it is asked with another method. */
function noRoute(request: Request): Problem {
  const methods = allowedMethods(request);
  const asked = `${request.method} ${request.path}`;
  if (methods.length === 0 || methods.includes(request.method)) {
    return new Problem('not-found', `There is nothing at ${asked}: /docs describes what there is.`);
  }
  const allowed = methods.join(', ');
  return new Problem('method-not-allowed', `${asked} cannot be asked: ${allowed} can.`, {
    headers: { Allow: allowed },
  });
}

function detailsOf(problem: Problem, request: Request): ProblemDetails {
  const { errors, extensions } = problem.more;
  const { status, title } = PROBLEMS[problem.kind];
  return {
    type: problemType(problem.kind),
    title,
    status,
    detail: problem.detail,
    instance: request.originalUrl.split('?', 1)[0] ?? '',
    requestId: requestIdOf(request),
    ...(errors === undefined ? {} : { errors }),
    ...extensions,
  };
}
