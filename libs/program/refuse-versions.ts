import { formatPercent } from './format-percent';
import type { Terms } from './terms';

export interface TermsOfFile {
  readonly file: string;
  readonly terms: Terms;
}

/**
 * Why versions of one program do not fit together, as one line; null if they do. Version numbers are unique. The one
 * that begins first applies to all, for nobody has anything older to keep. What the whole history of a program hangs
 * on never changes: its time zone (months already closed would move) and `earnOn` (an invoice issued under one version
 * and paid under the next would earn twice, or never), and its promotion (its slots are given for good).
 */
export function refuseVersions(versions: readonly TermsOfFile[]): string | null {
  const ordered = [...versions].sort(
    (a, b) => a.terms.effectiveFrom - b.terms.effectiveFrom || a.terms.version - b.terms.version,
  );
  const [first, ...later] = ordered;
  if (first === undefined) return null;
  const { program, appliesTo } = first.terms;
  if (appliesTo !== 'all') {
    return `${first.file}: appliesTo is ${appliesTo}: the version of ${program} that begins first applies to all`;
  }
  const byNumber = new Map([[first.terms.version, first.file]]);
  for (const { file, terms } of later) {
    const same = byNumber.get(terms.version);
    const refusal =
      same === undefined
        ? changesWhatMustStay(first.terms, terms)
        : `version is ${terms.version} twice: number the versions of ${program} 1, 2, …`;
    if (refusal !== null) return `${file}: ${refusal} (compare ${same ?? first.file})`;
    byNumber.set(terms.version, file);
  }
  return null;
}

function changesWhatMustStay(first: Terms, later: Terms): string | null {
  if (later.timeZone !== first.timeZone) {
    return `timeZone is ${later.timeZone}: all versions of ${first.program} keep ${first.timeZone}`;
  }
  if (later.earnOn !== first.earnOn) {
    return `earnings.earnOn is ${later.earnOn}: all versions of ${first.program} keep ${first.earnOn}`;
  }
  if (promotionOf(later) !== promotionOf(first)) {
    return `earnings.promotion is ${promotionOf(later)}: all versions of ${first.program} keep ${promotionOf(first)}`;
  }
  return null;
}

function promotionOf({ promotion }: Terms): string {
  if (promotion === null) return 'none';
  return `${promotion.name} (${promotion.slots} slots, ${formatPercent(promotion.rate)})`;
}
