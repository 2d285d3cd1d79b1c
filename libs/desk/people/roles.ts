/** What a person of the staff may be: for one program, or for all. */
export const STAFF_ROLES = ['admin', 'program-manager', 'finance', 'approver', 'sales', 'support', 'viewer'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a person is to a partner. */
export const PARTNER_ROLES = ['owner', 'member'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

/** What a token of a partner may be used for. */
export const TOKEN_SCOPES = ['leads:write', 'links:write', 'reports:read'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
