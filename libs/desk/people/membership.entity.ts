import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerRole } from './roles';

/** A person who belongs to a partner of a program. */
@Entity({ schema: 'desk', name: 'memberships' })
export class Membership {
  @PrimaryColumn({ type: 'text' })
  person!: string;

  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  partner!: string;

  @Column({ type: 'text' })
  role!: PartnerRole;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt!: Date;

  @Column({ name: 'given_by', type: 'text' })
  givenBy!: string;
}
