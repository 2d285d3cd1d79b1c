import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffRole } from './roles';

/** A role that a person of the staff has. */
@Entity({ schema: 'desk', name: 'staff_roles' })
export class StaffRoleOfPerson {
  @PrimaryColumn({ type: 'text' })
  person!: string;

  /** Empty: for all programs. */
  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  role!: StaffRole;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt!: Date;

  @Column({ name: 'given_by', type: 'text' })
  givenBy!: string;
}
