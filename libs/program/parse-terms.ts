import { isNode, isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { contradictionsInAttribution } from './contradictions/in-attribution';
import { contradictionsInEarnings } from './contradictions/in-earnings';
import { contradictionsInPartnersAndTiers } from './contradictions/in-partners-and-tiers';
import { contradictionsInPayout } from './contradictions/in-payout';
import { faultsOfSchema } from './faults-of-schema';
import type { Terms } from './terms';
import { formatTermsPath, type TermsError, type TermsFault, type TermsPath } from './terms-error';
import { placedEntries } from './placed-entries';
import { termsFromDocument } from './terms-from-document';
import { termsSchema } from './terms-schema';

export type ParsedTerms =
  { readonly ok: true; readonly terms: Terms } | { readonly ok: false; readonly errors: readonly TermsError[] };

/**
 * Reads one version of a program's terms from its YAML. Answers every fault that it finds, in the order of
 * the file: what is no YAML; else values that nothing can be made of; else what contradicts itself.
 */
export function parseTerms(yamlText: string, file: string): ParsedTerms {
  const lines = new LineCounter();
  const yaml = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  if (yaml.errors.length > 0) {
    const errors = yaml.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      path: '',
      value: '',
      message: `is not YAML: ${error.message}`,
    }));
    return { ok: false, errors };
  }
  const value: unknown = yaml.toJS({ maxAliasCount: 0 });
  const document = termsSchema.safeParse(value);
  if (!document.success) return refused(faultsOfSchema(document.error));
  const placed = placedEntries(document.data);
  const faults = [
    ...contradictionsInPartnersAndTiers(document.data),
    ...contradictionsInEarnings(document.data, placed),
    ...contradictionsInAttribution(document.data),
    ...contradictionsInPayout(document.data, placed),
  ];
  return faults.length > 0 ? refused(faults) : { ok: true, terms: termsFromDocument(document.data, placed) };

  function refused(faults: readonly TermsFault[]): ParsedTerms {
    const errors = faults.map(({ path, message }) => ({
      file,
      line: lineOf(yaml, lines, path),
      path: formatTermsPath(path),
      value: valueAt(value, path),
      message,
    }));
    return { ok: false, errors: errors.sort((a, b) => a.line - b.line) };
  }
}

/** The line of the key or list entry at a path, or of the nearest group around it that the file has. */
function lineOf(yaml: Document, lines: LineCounter, path: TermsPath): number {
  for (let length = path.length; length > 0; length--) {
    const group: unknown = yaml.getIn(path.slice(0, length - 1), true);
    const step = path[length - 1];
    const pair = isMap(group)
      ? group.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
      : null;
    const node: unknown = pair?.key ?? yaml.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function valueAt(value: unknown, path: TermsPath): string {
  let here: unknown = value;
  for (const step of path) {
    here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined;
  }
  return typeof here === 'string' || typeof here === 'number' || typeof here === 'boolean' ? String(here) : '';
}
