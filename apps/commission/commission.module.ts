import { Module } from '@nestjs/common';
import { ClosedMonthsController } from './closing/closed-months.controller';
import { AnomaliesController } from './misfits/anomalies.controller';
import { WaitingTakebacksController } from './misfits/waiting-takebacks.controller';
import { LinesController } from './lines/lines.controller';
import { MonthStatementsController } from './statements/month-statements.controller';
import { PartnerMonthController } from './statements/partner-month.controller';
import { StatementsController } from './statements/statements.controller';
import { ExplanationsController } from './explanations/explanations.controller';
import { OwnLinesController } from './own/own-lines.controller';
import { OwnMonthController } from './own/own-month.controller';
import { OwnStatementsController } from './own/own-statements.controller';
import { OwnSummaryController } from './own/own-summary.controller';

/** The service that keeps the lines: shows them, the statements that follow from them, and what does not fit. */
@Module({
  controllers: [
    LinesController,
    StatementsController,
    MonthStatementsController,
    PartnerMonthController,
    ClosedMonthsController,
    AnomaliesController,
    WaitingTakebacksController,
    ExplanationsController,
    OwnSummaryController,
    OwnLinesController,
    OwnStatementsController,
    OwnMonthController,
  ],
})
export class CommissionModule {}
