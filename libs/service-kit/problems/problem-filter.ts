import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestIdOf } from '../requests/request-id';
import { problemOfError } from './problem-of-error';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, problemType, type ProblemDetails } from './problem-details';
import type { Problem } from './problem';

/** Answers whatever a request ends with that is no success as problem details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('problems');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOfError(error);
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
