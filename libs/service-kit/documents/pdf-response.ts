import { ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { LANGUAGES, type Language } from '@ledger/explain/language';
import { OneOfFilter } from '../lists/filter-fields';

export class DocumentQuery {
  @OneOfFilter(LANGUAGES, 'The language of the document. Default: en.')
  lang?: Language;
}

/** Describes an answer that is a PDF. */
export const ApiPdf = (description: string) =>
  ApiResponse({
    status: 200,
    description,
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  });

/** A document in a language, as it is sent. */
export interface SentPdf {
  /** Without language and ending. */
  readonly name: string;
  readonly lang: Language;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Characters of the document that its font cannot draw. */
  readonly undrawn: readonly string[];
}

/** Answers with a PDF, and with the headers that say of its kind of document whether it was issued before. */
export function sendPdf(
  response: Response,
  { name, lang, bytes, sha256, undrawn }: SentPdf,
  state: Readonly<Record<string, string>>,
): void {
  response.status(200).set({
    'Content-Type': 'application/pdf',
    'Content-Language': lang,
    'Content-Disposition': `attachment; filename="${name}-${lang}.pdf"`,
    ETag: `"${sha256}"`,
    ...state,
    ...(undrawn.length > 0 ? { 'X-Undrawn': undrawn.join(' ') } : {}),
  });
  response.end(bytes);
}
