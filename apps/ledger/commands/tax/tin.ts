import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import type { PartnerName } from '@ledger/tax/desk/paper-access';
import { TaxNumberDesk } from '@ledger/tax/desk/tax-number-desk';
import { readTin, writtenTin, type TinKind } from '@ledger/tax/tin/tax-number';
import { SETTINGS } from '../../settings';
import { withReadModels } from '../with-read-models';
import { termsOfKnown } from './known-partner';
import { tinText } from './total-columns';
import { withNamedFile } from './with-named-file';

interface PartnerFlags extends PartnerName {
  readonly data: string;
}

interface SetFlags extends PartnerFlags {
  readonly kind: TinKind;
  readonly country: string;
  readonly file: string;
  readonly by: string;
}

interface RevealFlags extends PartnerFlags {
  readonly by: string;
  readonly why: string;
}

/** Sets a partner's number, and says who has the same. */
export async function setTin({ data, program, partner, kind, country, file, by }: SetFlags): Promise<void> {
  const read = readTin(kind, country, await inputOf(file));
  if (!read.ok) throw new UserError(`this is no tax number of the kind ${kind}: ${read.why}`);
  await withReadModels(data, async (ledger) => {
    await termsOfKnown(ledger, program, partner);
    const desk = new TaxNumberDesk(ledger.pool, ledger.paperKeys);
    const name = { program, partner };
    await desk.set(name, read.tin, { by, why: null });
    const alike = await desk.alike(name);
    say(`the tax number of ${partner} in ${program} is set: ${tinText({ tin: await desk.show(name) })}`);
    for (const other of alike) sayBeside(`${other.partner} in ${other.program} has the same number`);
  });
}

/** Prints what may be shown of a partner's number. */
export async function showTin({ data, ...name }: PartnerFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool, paperKeys }) => {
    const tin = await new TaxNumberDesk(pool, paperKeys).show(name);
    if (tin === null) throw noneIsSet(name);
    say(`${tinText({ tin })}, set by ${tin.setBy} at ${tin.setAt.toISOString()}`);
  });
}

/** Prints a partner's number; that is noted first. */
export async function revealTin({ data, program, partner, by, why }: RevealFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool, paperKeys }) => {
    const tin = await new TaxNumberDesk(pool, paperKeys).reveal({ program, partner }, { by, why });
    if (tin === null) throw noneIsSet({ program, partner });
    sayBeside(`that ${by} looked at it is noted`);
    say(writtenTin(tin));
  });
}

/** Prints who shares a number. */
export async function matchTins({
  data,
  program,
  partner,
}: Partial<PartnerName> & { readonly data: string }): Promise<void> {
  if ((program === undefined) !== (partner === undefined))
    throw new UserError('say both --program and --partner, or neither');
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool, paperKeys }) => {
    const desk = new TaxNumberDesk(pool, paperKeys);
    if (program === undefined || partner === undefined) {
      const shared = await desk.shared();
      return say(
        shared.length === 0 ? 'no two partners have one number' : shared.map((each) => linkOf(each)).join('\n'),
      );
    }
    if ((await desk.show({ program, partner })) === null) throw noneIsSet({ program, partner });
    const alike = await desk.alike({ program, partner });
    say(alike.length === 0 ? 'nobody else has this number' : linkOf(alike));
  });
}

function linkOf(partners: readonly PartnerName[]): string {
  return partners.map(({ program, partner }) => `${partner} in ${program}`).join(', ');
}

function noneIsSet({ program, partner }: PartnerName): UserError {
  return new UserError(`no tax number of ${partner} in ${program} is set`);
}

/** What a file or standard input holds; never told again, whatever it is. */
function inputOf(file: string): Promise<string> {
  return file === '-' ? text(process.stdin) : withNamedFile(file, () => readFile(file, 'utf8'));
}
