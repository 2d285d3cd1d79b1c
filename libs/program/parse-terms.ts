import { readDocument } from './read-document';
import type { Terms } from './terms';
import { formatTermsError, formatTermsPath, type TermsError, type TermsFault } from './terms-error';
import { readYaml, type YamlSource } from './yaml-source';

export type ParsedTerms =
  { readonly ok: true; readonly terms: Terms } | { readonly ok: false; readonly errors: readonly TermsError[] };

/**
 * Reads one version of a program's terms from its YAML. Answers every fault that it finds, in the order of
 * the file: what is no YAML; else values that nothing can be made of; else what contradicts itself.
 */
export function parseTerms(yamlText: string, file: string): ParsedTerms {
  const yaml = readYaml(yamlText);
  if ('faults' in yaml) {
    return { ok: false, errors: eachOnce(yaml.faults.map((fault) => ({ file, path: '', value: '', ...fault }))) };
  }
  const read = readDocument(yaml.value);
  return read.ok ? read : refused(read.faults, yaml, file);
}

/** One error a place and message: an entry that pays for several kinds would repeat its own. */
function refused(faults: readonly TermsFault[], yaml: YamlSource, file: string): ParsedTerms {
  const errors = faults.map(({ path, message }) => {
    return { file, line: yaml.lineOf(path), path: formatTermsPath(path), value: yaml.textAt(path), message };
  });
  return { ok: false, errors: eachOnce(errors).sort((a, b) => a.line - b.line) };
}

function eachOnce(errors: readonly TermsError[]): TermsError[] {
  return [...new Map(errors.map((error) => [formatTermsError(error), error])).values()];
}
