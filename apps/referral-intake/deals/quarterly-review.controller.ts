import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { registrationStanding } from '@ledger/desk/deals/registration-standing';
import { violationStep } from '@ledger/desk/deals/violation-ladder';
import type { Quarter } from '@ledger/kernel/calendar';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { earnedBetween } from '@ledger/read-models/postgres/queries/earned-in-quarter';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { countedOfPartner } from '@ledger/read-models/tables/counted-customers';
import { jointCustomerList } from '@ledger/read-models/tables/joint-customers';
import { registrationList } from '@ledger/read-models/tables/registrations';
import { touchpointList } from '@ledger/read-models/tables/touchpoints';
import { violationList } from '@ledger/read-models/tables/violations';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadPartner } from '@ledger/service-kit/reads/program-reader';
import { ProtectedAccountsService } from './protected-accounts.service';
import { QuarterlyReviewDto, QuarterQuery } from './quarterly-review.dto';

/** The time of a quarter, and as of when it is looked at. */
interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly asOf: Instant;
}

/** What a quarterly review of a partner looks at, for staff. */
@ApiTags('accounts')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program/partners/:partner/quarterly-review')
export class QuarterlyReviewController {
  constructor(
    private readonly accounts: ProtectedAccountsService,
    private readonly reader: ProgramReader,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'A quarter of a partner: joint customers, pipeline, protected accounts, revenue, violations',
  })
  @ApiOkResponse({ type: QuarterlyReviewDto })
  async review(
    @Param() { program, partner }: PartnerParams,
    @Query() { quarter }: QuarterQuery,
  ): Promise<QuarterlyReviewDto> {
    return this.reader.partner(program, partner, async (read) => {
      const span = spanOf(read, quarter);
      const list = await this.accounts.listOf(read, partner, span.asOf);
      return {
        partner,
        quarter,
        asOf: formatInstant(span.asOf),
        tier: read.partner.tier,
        holds: read.partner.holds,
        jointCustomers: await jointCustomersIn(read, partner, span),
        pipeline: await pipelineIn(read, partner, span),
        protectedAccounts: {
          accounts: list.accounts.length,
          limit: list.limit,
          proposedForRelease: list.accounts.filter(({ isProposedForRelease }) => isProposedForRelease).length,
        },
        revenue: await earnedBetween(read.snapshot, partner, span),
        violations: await violationsIn(read, partner, span),
      };
    });
  }
}

function spanOf({ terms: { calendar }, clock }: ReadPartner, quarter: string): Span {
  const number = (Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(-1)) - 1) as Quarter;
  const [from, until] = [calendar.startOfQuarter(number), calendar.startOfQuarter((number + 1) as Quarter)];
  return { from, until, asOf: clock < until ? clock : instant(until - 1) };
}

const isWithin = ({ from, until }: Span, at: Instant) => at >= from && at < until;

async function jointCustomersIn({ snapshot, partner: { counted } }: ReadPartner, partner: string, span: Span) {
  const recorded = (await readRows(snapshot, jointCustomerList(snapshot, { partner }))).filter(
    ({ at }) => at <= span.asOf,
  );
  const activated = counted.filter(({ activatedAt }) => activatedAt <= span.asOf);
  const joint = [...new Set(recorded.map(({ customer }) => customer))];
  const inBoth = (await countedOfPartner(snapshot, partner, joint)).filter(
    ({ activatedAt }) => activatedAt <= span.asOf,
  );
  return {
    total: joint.length + activated.length - inBoth.length,
    won: activated.filter(({ activatedAt }) => isWithin(span, activatedAt)).length,
    recorded: recorded.filter(({ at }) => isWithin(span, at)).length,
  };
}

async function pipelineIn({ snapshot, terms }: ReadPartner, partner: string, span: Span) {
  const rows = (await readRows(snapshot, registrationList(snapshot, { partner }))).filter(({ at }) => at <= span.asOf);
  const standings = rows.map((row) => ({ row, standing: registrationStanding(row, terms, span.asOf) }));
  const touchpoints = await readRows(snapshot, touchpointList(snapshot, { partner }));
  return {
    registered: rows.flatMap(({ at, reregisteredAt }) => [at, ...reregisteredAt]).filter((at) => isWithin(span, at))
      .length,
    open: standings.filter(({ standing: { state } }) => state === 'valid' || state === 'reregistered').length,
    closed: standings.filter(
      ({ row: { settledAt }, standing: { state } }) =>
        state === 'closed' && settledAt !== null && isWithin(span, settledAt),
    ).length,
    expired: standings.filter(
      ({ standing: { state, expiresAt } }) => state === 'expired' && expiresAt !== null && isWithin(span, expiresAt),
    ).length,
    touchpoints: touchpoints.filter(({ at }) => isWithin(span, at) && at <= span.asOf).length,
  };
}

async function violationsIn({ snapshot, terms }: ReadPartner, partner: string, span: Span) {
  const recorded = (await readRows(snapshot, violationList(snapshot, { partner }))).filter(
    ({ move, at }) => move === 'recorded' && at <= span.asOf,
  );
  const ladder = termsAt(terms, span.asOf).violations;
  return {
    total: recorded.length,
    inQuarter: recorded.filter(({ at }) => isWithin(span, at)).length,
    step: recorded.length === 0 || ladder === null ? null : violationStep(recorded.length, ladder),
  };
}
