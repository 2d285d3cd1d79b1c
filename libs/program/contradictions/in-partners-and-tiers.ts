import type { TermsFault, TermsPath } from '../terms-error';
import type { TermsDocument } from '../terms-schema';
import { tierNames } from './first-match';

/** Contradictions of who may join and rise (programs.md, sections 1 to 5: types, requirements, tiers). */
export function contradictionsInPartnersAndTiers(document: TermsDocument): TermsFault[] {
  return [
    ...namesNobody(document),
    ...checksNobody(document),
    ...firstTierRequires(document),
    ...unknownPartnerTypes(document),
    ...ladderOutOfOrder(document),
  ];
}

function namesNobody({ partners, tiers }: TermsDocument): TermsFault[] {
  const faults: TermsFault[] = [];
  if (Object.keys(partners.types).length === 0) {
    faults.push({ path: ['partners', 'types'], message: 'name at least one type of partner' });
  }
  if (tiers !== undefined && Object.keys(tiers).length === 0) {
    faults.push({ path: ['tiers'], message: 'name at least one tier, or leave the key out' });
  }
  return faults;
}

/** Requirements are checked when an application is approved; without applications nothing would check them. */
function checksNobody({ partners }: TermsDocument): TermsFault[] {
  const applied = Object.values(partners.types).some(({ joins }) => joins.includes('application'));
  if (partners.approvalRequires === undefined || applied) return [];
  return [
    {
      path: ['partners', 'approvalRequires'],
      message: 'is checked at an approval, but no partner type joins by application',
    },
  ];
}

/** Everyone starts in the first tier, so nothing can be asked for on the way into it. */
function firstTierRequires({ tiers = {} }: TermsDocument): TermsFault[] {
  const first = Object.entries(tiers)[0];
  if (first === undefined) return [];
  const [name, tier] = first;
  return (['requires', 'jointCustomers'] as const).flatMap((key) =>
    tier[key] === undefined
      ? []
      : [{ path: ['tiers', name, key], message: `everyone starts as ${name}: use partners.approvalRequires instead` }],
  );
}

function unknownPartnerTypes(document: TermsDocument): TermsFault[] {
  const known = Object.keys(document.partners.types);
  const check = (list: readonly { partnerType?: string | undefined }[] = [], path: TermsPath) =>
    list.flatMap(({ partnerType }, index): TermsFault[] =>
      partnerType === undefined || known.includes(partnerType)
        ? []
        : [{ path: [...path, index, 'partnerType'], message: `no such partner type: write ${known.join(' or ')}` }],
    );
  return [
    ...Object.entries(document.tiers ?? {}).flatMap(([name, { rates, payoutRuns }]) => [
      ...check(rates, ['tiers', name, 'rates']),
      ...check(payoutRuns, ['tiers', name, 'payoutRuns']),
    ]),
    ...check(document.earnings.rates, ['earnings', 'rates']),
    ...check(document.payout.runs, ['payout', 'runs']),
  ];
}

/** A tier that is named anywhere must be one of the program's. */
export function unknownTiers(
  document: TermsDocument,
  names: readonly string[] | undefined,
  path: TermsPath,
): TermsFault[] {
  const known = tierNames(document);
  const wanted = known.length === 0 ? 'the program has no tiers' : `write ${known.join(' or ')}`;
  return (names ?? []).flatMap((name, index) =>
    known.includes(name) ? [] : [{ path: [...path, index], message: `no such tier: ${wanted}` }],
  );
}

/** The ladder goes up: a hold comes before a termination. */
function ladderOutOfOrder({ hold }: TermsDocument): TermsFault[] {
  if (hold.violations === undefined || hold.violations.holdAt < hold.violations.terminateAt) return [];
  return [{ path: ['hold', 'violations', 'terminateAt'], message: `must be above holdAt (${hold.violations.holdAt})` }];
}
