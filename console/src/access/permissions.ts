import type { Account, Role } from '../api/contracts';

/** What the roles may do, as the server enforces it; here it only decides what is offered. */
const ALLOWED = {
  read: ['analyst', 'data_engineer', 'model_owner', 'admin', 'auditor'],
  label: ['analyst', 'admin'],
  manageUsers: ['admin'],
  manageStreams: ['data_engineer', 'admin'],
  administer: ['admin'],
  readAudit: ['auditor', 'admin'],
  replay: ['analyst', 'model_owner', 'auditor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

export const may = (account: Pick<Account, 'roles'> | null, permission: Permission): boolean =>
  account?.roles.some(role => (ALLOWED[permission] as readonly Role[]).includes(role)) ?? false;

export const ROLES: readonly { role: Role; label: string; about: string }[] = [
  { role: 'analyst', label: 'Analyst', about: 'Reads decisions and labels transactions' },
  { role: 'data_engineer', label: 'Data engineer', about: 'Sends transactions and manages streams' },
  { role: 'model_owner', label: 'Model owner', about: 'Trains and promotes models' },
  { role: 'admin', label: 'Administrator', about: 'Everything, including users and API keys' },
  { role: 'auditor', label: 'Auditor', about: 'Reads everything and the audit log, changes nothing' },
];

export const roleLabel = (role: Role): string => ROLES.find(r => r.role === role)?.label ?? role;
