import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that leads to the program's home from now on; its code and what came of it stay. */
@Entity({ schema: 'desk', name: 'archived_links' })
export class ArchivedLink {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  /** As codes are compared. */
  @PrimaryColumn({ name: 'code_key', type: 'text' })
  codeKey!: string;

  @Column({ name: 'archived_at', type: 'timestamptz' })
  archivedAt!: Date;

  /** The principal who did it. */
  @Column({ name: 'archived_by', type: 'text' })
  archivedBy!: string;
}
