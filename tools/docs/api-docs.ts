import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENT_TYPES, isEventType, type EventType } from '@ledger/contracts/event-types';
import { envelopeJsonSchema, jsonSchemaOf } from '@ledger/contracts/json-schemas';
import { outputJsonSchemaOf } from '@ledger/contracts/output-json-schemas';
import { OUTPUT_TYPES } from '@ledger/contracts/public-outputs';
import { currentVersionOf } from '@ledger/contracts/upcast';
import { ACCESS_DOC, accessDoc } from './access-doc';
import { asyncApiDocument } from './async-api';
import { httpApiDocument } from './http-api';
import { jsonText } from './json-text';

export const ASYNC_API = 'docs/asyncapi.json';
export const OPEN_API = 'docs/openapi.json';
const SCHEMAS = 'docs/schemas';

/** The generated files: names relative to the project's folder, with their texts. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** All descriptions of the interfaces: AsyncAPI, OpenAPI, a JSON Schema for each version of each event, and who may do what. */
export async function apiDocs(projectFolder: string): Promise<GeneratedFiles> {
  const sample = (type: EventType): unknown => {
    const file = join(projectFolder, 'libs', 'contracts', 'samples', `${type}.v${currentVersionOf(type)}.json`);
    return (JSON.parse(readFileSync(file, 'utf8')) as { full: unknown }).full;
  };
  const documents: [string, unknown][] = [
    [ASYNC_API, asyncApiDocument(sample)],
    [`${SCHEMAS}/event.json`, envelopeJsonSchema()],
    ...EVENT_TYPES.map((type): [string, unknown] => [
      `${SCHEMAS}/events/${type}.v${currentVersionOf(type)}.json`,
      jsonSchemaOf(type),
    ]),
    ...OUTPUT_TYPES.map(({ type }): [string, unknown] => [
      `${SCHEMAS}/outputs/${type}.v1.json`,
      outputJsonSchemaOf(type),
    ]),
  ];
  return new Map([
    ...documents.map(([file, content]): [string, string] => [file, `${JSON.stringify(content, null, 2)}\n`]),
    [OPEN_API, `${jsonText(await httpApiDocument())}\n`],
    [ACCESS_DOC, accessDoc()],
  ]);
}

/** Writes the files, and deletes schemas that no event has any more. */
export function writeApiDocs(projectFolder: string, files: GeneratedFiles): void {
  for (const file of strayFiles(projectFolder, files)) rmSync(join(projectFolder, file));
  for (const [file, text] of files) {
    mkdirSync(dirname(join(projectFolder, file)), { recursive: true });
    writeFileSync(join(projectFolder, file), text);
  }
}

/** The files that are missing, not what the schemas say, or of no event. */
export function staleApiDocs(projectFolder: string, files: GeneratedFiles): string[] {
  const differing = [...files].filter(([file, text]) => {
    const path = join(projectFolder, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  return [...differing.map(([file]) => file), ...strayFiles(projectFolder, files)];
}

function strayFiles(projectFolder: string, files: GeneratedFiles): string[] {
  const folder = join(projectFolder, SCHEMAS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${SCHEMAS}/${name.replaceAll('\\', '/')}`)
    .filter((file) => !files.has(file) && !isOfEarlierVersion(file));
}

/** What was published once stays: producers may still send that version. */
function isOfEarlierVersion(file: string): boolean {
  const [, type = '', version] = /\/events\/(.+)\.v(\d+)\.json$/.exec(file) ?? [];
  return isEventType(type) && Number(version) < currentVersionOf(type);
}
