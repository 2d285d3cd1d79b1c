import { parseTerms } from '@ledger/program/parse-terms';
import { readDocument } from '@ledger/program/read-document';
import { formatTermsPath } from '@ledger/program/terms-error';
import type { Terms } from '@ledger/program/terms';
import { Problem } from '@ledger/service-kit/problems/problem';
import type { ProblemError } from '@ledger/service-kit/problems/problem-details';
import type { BodyReader } from '@ledger/service-kit/requests/body-reader';
import type { Request } from 'express';
import { z } from 'zod';

/** Terms of a program with how they are to be published. */
export interface SentTerms {
  readonly terms: Terms;
  readonly acknowledge: boolean;
  /** Of the preview; null: none was given. */
  readonly hash: string | null;
}

export const termsBody = z.strictObject({
  terms: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .describe('The terms, as a file of terms has them: its text, or the same as an object.'),
  acknowledge: z.boolean().optional().describe('Whether the partners that it concerns must acknowledge it.'),
  hash: z.string().optional().describe('The hash of the preview; publishing asks for it.'),
});

const YAML = /^(?:application|text)\/(?:x-)?yaml\b/;

/** Reads terms from a body, which is JSON or their YAML; beside YAML the options stand in the query. */
export function withTerms<T>(
  bodies: BodyReader,
  request: Request,
  program: string,
  use: (sent: SentTerms) => Promise<T>,
): Promise<T> {
  return bodies.withBody(request, (body) => {
    const text = body.toString('utf8');
    const sent = YAML.test(request.headers['content-type'] ?? '') ? fromYaml(text, request) : fromJson(text);
    if (sent.terms.program === program) return use(sent);
    const detail = `is ${sent.terms.program}, and the path names ${program}`;
    throw invalid([{ field: 'terms.program', detail }]);
  });
}

function fromYaml(text: string, { query }: Request): SentTerms {
  const { acknowledge, hash } = query;
  if (acknowledge !== undefined && acknowledge !== 'true' && acknowledge !== 'false')
    throw invalid([{ field: 'acknowledge', detail: 'must be true or false' }]);
  return {
    terms: termsOfText(text),
    acknowledge: acknowledge === 'true',
    hash: typeof hash === 'string' ? hash : null,
  };
}

function fromJson(text: string): SentTerms {
  const read = termsBody.safeParse(jsonOf(text));
  if (!read.success) {
    throw invalid(read.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', detail: message })));
  }
  const { terms, acknowledge = false, hash = null } = read.data;
  return { terms: typeof terms === 'string' ? termsOfText(terms) : termsOfDocument(terms), acknowledge, hash };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed-body', 'The body is neither JSON nor, by its content type, YAML.');
  }
}

function termsOfText(text: string): Terms {
  const parsed = parseTerms(text, 'terms');
  if (parsed.ok) return parsed.terms;
  throw invalid(
    parsed.errors.map(({ line, path, message }) => ({
      field: path === '' ? 'terms' : `terms.${path}`,
      detail: `line ${line}: ${message}`,
    })),
  );
}

function termsOfDocument(document: object): Terms {
  const read = readDocument(document);
  if (read.ok) return read.terms;
  throw invalid(read.faults.map(({ path, message }) => ({ field: `terms.${formatTermsPath(path)}`, detail: message })));
}

function invalid(errors: readonly ProblemError[]): Problem {
  return new Problem('invalid-request', 'These terms cannot be used: `errors` names what.', { errors });
}
