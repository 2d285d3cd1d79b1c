import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person of the staff or of partners. What facts name is the id. */
@Entity({ schema: 'desk', name: 'people' })
export class Person {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** As it was given. */
  @Column({ type: 'text' })
  email!: string;

  /** As e-mails are compared: one person for each. */
  @Column({ name: 'email_key', type: 'text' })
  emailKey!: string;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  /** Of mails to it, such as `de`; null: that of the program. */
  @Column({ type: 'text', nullable: true })
  locale!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** The principal who added it. */
  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  /** From then on nothing it holds lets it in; null: it may come in. */
  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;
}
