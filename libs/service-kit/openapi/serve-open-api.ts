import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto';
import { eventSchemas } from './event-schemas';
import { withJsonSchemaTypes } from './json-schema-types';
import { withOpenRoutes } from './open-routes';
import { withRequestContent } from './request-content';
import { withSharedParts } from './shared-parts';

const ABOUT = `Events in, ledger out: events of five partner programs are sent here, and what the ledger made of them is read here.

- **Tokens**: \`Authorization: Bearer ledger_…\`. Kind \`admin\` may do everything, \`ingest\` sends events of its topics, \`finance\` reads. A token may expire (401 from then on), and be for one program: the others are not there for it (404), and it sends no events of theirs (403).
- **Amounts** are strings of an integer in the minor unit of their currency (\`"12345"\` is 123.45 USD or 12345 JPY), always: fields named \`…Minor\`. A number would lose digits beyond 2^53.
- **Rates** are decimal strings (\`"0.2"\`), **times** \`YYYY-MM-DDTHH:MM:SS.mmmZ\`, **months** \`YYYY-MM\`.
- **As of**: every answer of a program is the state at that program's own clock, which it names (\`asOf\`; null: nothing was accepted yet).
- **Pages**: \`limit\` rows at most; \`next\` is the \`cursor\` of the next page, null on the last one. What was there at the first page is shown once; what is added behind the cursor meanwhile is not shown.
- **After**: answers to events carry the \`position\` of the log; a read with \`?after=\` of it waits until it shows them and all that follows from them, in every process of the ledger (503 with \`Retry-After\` where that takes too long).
- **Problems** are \`application/problem+json\` (RFC 9457).`;

/** The OpenAPI 3.1 document of an application, from its decorated controllers and the schemas of events. */
export function openApiDocument(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Partner commission ledger')
    .setDescription(ABOUT)
    .setVersion('1')
    .addServer('/', 'Where this description was found; or the gateway before all services.')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto],
    operationIdFactory: operationId,
  });
  const described = withOpenRoutes(withRequestContent(document));
  // Only one of the services takes events.
  const takesEvents = JSON.stringify(described.paths).includes('"#/components/schemas/Event"');
  const schemas = { ...document.components?.schemas, ...(takesEvents ? eventSchemas() : {}) };
  return withSharedParts(
    withJsonSchemaTypes({
      ...described,
      components: { ...document.components, schemas },
    }),
  );
}

/** A method of one word is named after what its controller is about: `list` of conflicts is `listConflicts`. */
function operationId(controller: string, method: string): string {
  const about = controller.replace(/Controller$/, '');
  const isWhole = /[A-Z]/.test(method) || about.toLowerCase() === method;
  return isWhole ? method : `${method}${about}`;
}

/** Serves the document at /docs-json and Swagger UI, from this machine's own files, at /docs. */
export function serveOpenApi(app: NestExpressApplication): void {
  const express = app.getHttpAdapter().getInstance();
  express.get('/', (_request, response) => response.redirect('/docs'));
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= openApiDocument(app)), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'Partner commission ledger',
  });
}
