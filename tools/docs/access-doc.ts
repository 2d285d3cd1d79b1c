import { PARTNER_RIGHTS, RIGHTS } from '@ledger/service-kit/access/rights';

export const ACCESS_DOC = 'docs/access.md';

const HEAD = `# Who may do what

Who asks is known by the token of the request; \`by\` in a fact, and the audit, name its principal, never a name or an
e-mail:

| who                 | token                                                 | how it is issued                                                                                |
| ------------------- | ----------------------------------------------------- | ----------------------------------------------------------------------------------------------- |
| a service           | \`ledger_<kind>_…\`, \`Authorization: Bearer\`            | \`ledger tokens issue --kind admin\\|ingest\\|finance\`                                             |
| a person            | \`plp_…\`, \`Authorization: Bearer\`                      | \`ledger people token PERSON --name …\`, or \`POST /v1/people/PERSON/tokens\` by an admin           |
| a partner's machine | \`plk_…\`, \`x-partner-token\` or \`Authorization: Bearer\` | by an owner of the partner (\`POST /api/partner/tokens\`), or \`ledger people partner-token issue\` |

Only hashes of tokens are kept. \`plp_\` and \`plk_\` end with a checksum, so that a typing error is told from a stranger's
token, and scanners find them. A token that was revoked or has expired, and every token of a person who was disabled, is
401 from then on.

A person belongs to the staff (a role, in one program or in all), to partners (owner or member), or to both. What a
person is may be changed by an admin: \`/v1/people\`, \`/v1/programs/PROGRAM/staff\`, \`/v1/programs/PROGRAM/partners/PARTNER/members\`,
or \`ledger people\`. What somebody has not the right for is 403, and the answer names the right; a program that somebody is
not in, and what belongs to another partner, is 404: to them it is not there.

Tokens of machines have scopes and expire. One that is rotated (\`POST /api/partner/tokens/TOKEN/rotate\`) holds beside the
new one for some hours, so that nothing stands still meanwhile; when each was last used is shown to the minute. A token of a
person or of a machine, and an address on routes that ask for no token, may ask so often in a minute
([settings](settings.md)): beyond it, 429 with \`Retry-After\`. Each process counts for itself.

Every action of the staff is kept: who, what, when, from where, with what was so before and after: \`GET /v1/audit\`. It is
written before it is carried out, and completed when it is; an entry without a status was cut off.

## What staff and services may

A role that is not named may not, \`admin\` neither: it manages people and terms. (A service's token of kind \`admin\` is
for whoever runs the ledger.)

`;

const PARTNERS = `
## What partners may

On paths under \`/api/partner\`. Whose the request is follows from the token, never from the path; a person of several
partners names one in the header \`x-ledger-partner: PROGRAM/PARTNER\`. Beside that guard, Postgres itself shows a partner's
request the rows of that partner alone.

`;

/** \`docs/access.md\`, made from the one table of rights. */
export function accessDoc(): string {
  const staff = Object.entries(RIGHTS).map(([right, { does, staff: roles, tokens }]) => [
    `\`${right}\``,
    does,
    listed(roles),
    listed(tokens),
  ]);
  const partners = Object.entries(PARTNER_RIGHTS).map(([right, { does, members, scopes }]) => [
    `\`${right}\``,
    does,
    listed(members),
    listed(scopes),
  ]);
  const staffTable = table(['right', 'for', 'roles of the staff', 'kinds of services’ tokens'], staff);
  const partnerTable = table(['right', 'for', 'of the partner', 'scopes of its tokens'], partners);
  return `${HEAD}${staffTable}${PARTNERS}${partnerTable}`;
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? '–' : words.map((word) => `\`${word}\``).join(', ');
}

/** A table as the formatter writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map((text) => text.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`;
  return `${line(head)}${rule}${rows.map(line).join('')}`;
}
