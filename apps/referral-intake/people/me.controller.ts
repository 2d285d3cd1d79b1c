import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { OfCallersProgram } from '@ledger/service-kit/access/of-callers-program';
import type { Principal } from '@ledger/service-kit/access/principal';
import { Requires } from '@ledger/service-kit/access/requires';
import { RIGHTS, roleHas, tokenHas, type Right } from '@ledger/service-kit/access/rights';

const RIGHT_NAMES = Object.keys(RIGHTS) as readonly Right[];

/** What one may do in a program. */
@ApiSchema({ name: 'OwnRights' })
export class OwnRightsDto {
  @ApiProperty({ type: String, nullable: true, description: 'null: all programs.' })
  program!: string | null;

  @ApiProperty({ enum: RIGHT_NAMES, isArray: true })
  rights!: Right[];
}

/** Who asks. */
@ApiSchema({ name: 'Me' })
export class MeDto {
  @ApiProperty({ description: 'What facts and the audit name.' })
  id!: string;

  @ApiProperty({ enum: ['service-token', 'person'] })
  type!: string;

  @ApiProperty({ type: [OwnRightsDto] })
  may!: OwnRightsDto[];
}

/** Tells staff and services who they are to the ledger. */
@ApiTags('people')
@Requires('read')
@Controller('v1/me')
export class MeController {
  @Get()
  @OfCallersProgram()
  @ApiOperation({ summary: 'Who asks, and what it may do' })
  @ApiOkResponse({ type: MeDto })
  me(@Caller() { id, principal }: StaffCaller): MeDto {
    return { id, type: principal.type, may: mayDo(principal) };
  }
}

function mayDo(principal: Principal): OwnRightsDto[] {
  switch (principal.type) {
    case 'service-token': {
      const { kind, program } = principal;
      return [{ program, rights: RIGHT_NAMES.filter((right) => tokenHas(kind, right)) }];
    }
    case 'person': {
      const programs = [...new Set(principal.roles.map(({ program }) => program))];
      return programs.map((program) => {
        const roles = principal.roles.filter((one) => one.program === program);
        const rights = RIGHT_NAMES.filter((right) => roles.some(({ role }) => roleHas(role, right)));
        return { program: program === '' ? null : program, rights };
      });
    }
    case 'partner-token':
      return [];
  }
}
