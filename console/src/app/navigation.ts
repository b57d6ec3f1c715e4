import { may, type Permission } from '../access/permissions';
import type { Account } from '../api/contracts';
import type { IconName } from '../ui/icon';

export interface Destination {
  to: '/' | '/decisions' | '/entities' | '/streams' | '/administration/users' | '/administration/keys' | '/administration/audit';
  label: string;
  icon: IconName;
  /** Pressed after g. */
  key: string;
  permission: Permission;
}

export interface Section {
  /** Null for the pages of every day, which need no heading. */
  label: string | null;
  items: Destination[];
}

/** Alerts, cases and graph join the first section, rules, models, sources and reports the section "Detection", when their pages work. */
const SECTIONS: readonly Section[] = [
  {
    label: null,
    items: [
      { to: '/', label: 'Overview', icon: 'overview', key: 'o', permission: 'read' },
      { to: '/decisions', label: 'Decisions', icon: 'decisions', key: 'd', permission: 'read' },
      { to: '/entities', label: 'Entities', icon: 'entities', key: 'e', permission: 'read' },
    ],
  },
  {
    label: 'Detection',
    items: [{ to: '/streams', label: 'Streams', icon: 'stream', key: 's', permission: 'read' }],
  },
  {
    label: 'Administration',
    items: [
      { to: '/administration/users', label: 'Users', icon: 'users', key: 'u', permission: 'manageUsers' },
      { to: '/administration/keys', label: 'API keys', icon: 'keys', key: 'k', permission: 'manageUsers' },
      { to: '/administration/audit', label: 'Audit log', icon: 'audit', key: 'a', permission: 'readAudit' },
    ],
  },
];

/** What this person may open; a section without pages is left out. */
export const navigationFor = (account: Pick<Account, 'roles'> | null): Section[] =>
  SECTIONS.map(section => ({ ...section, items: section.items.filter(item => may(account, item.permission)) }))
    .filter(section => section.items.length > 0);
