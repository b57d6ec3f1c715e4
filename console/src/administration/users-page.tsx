import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { roleLabel } from '../access/permissions';
import { useAccount } from '../access/use-account';
import type { User } from '../api/contracts';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './administration.module.css';
import { SecretShownOnce } from './secret-shown-once';
import { useChangeUser, useDeleteUser, useUsers } from './use-administration';
import { UserDialog } from './user-dialog';

type Dialog = { kind: 'create' } | { kind: 'roles'; user: User } | null;

export function UsersPage() {
  const users = useUsers();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [created, setCreated] = useState<{ name: string; password: string } | null>(null);
  const close = (password?: { name: string; password: string }) => {
    setDialog(null);
    if (password) setCreated(password);
  };
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1>Users</h1>
        <div className={styles.end}>{users.data && <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setDialog({ kind: 'create' })}>Create user</Button>}</div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={styles.table} tabIndex={0} role="region" aria-label="Users">
        {users.isPending && <Loading lines={5} />}
        {users.isError && <Failed what="The users could not be read" error={users.error} onRetry={() => void users.refetch()} />}
        {users.data?.length === 0 && <Empty title="No users">Create one for each person who works here.</Empty>}
        {users.data && users.data.length > 0 && <UserTable users={users.data} onRoles={user => setDialog({ kind: 'roles', user })} />}
      </div>
      {dialog && <UserDialog user={dialog.kind === 'roles' ? dialog.user : null} onClose={close} />}
      <SecretShownOnce title={`Password of ${created?.name ?? ''}`} about="Give it to the person, who chooses another one at the first sign-in."
        secret={created?.password ?? null} onClose={() => setCreated(null)} />
    </div>
  );
}

function UserTable({ users, onRoles }: { users: User[]; onRoles: (user: User) => void }) {
  const zone = zoneOf(useView());
  const [now] = useState(() => Date.now());
  return (
    <table className="plain-table">
      <thead><tr><th>Name</th><th>Roles</th><th>State</th><th className={styles.rare}>Last sign-in</th><th className={styles.rare}>Created</th><th><span className="visually-hidden">Actions</span></th></tr></thead>
      <tbody>
        {users.map(u => (
          <tr key={u.name}>
            <td>{u.name}</td>
            <td>{u.roles.map(roleLabel).join(', ')}</td>
            <td><UserState user={u} now={now} /></td>
            <td className={styles.rare}>{u.last_login ? <Time at={u.last_login} zone={zone} /> : <span className="dim">never</span>}</td>
            <td className={styles.rare}><Time at={u.created} zone={zone} /></td>
            <td className="right"><UserActions user={u} isLocked={isLocked(u, now)} onRoles={() => onRoles(u)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isLocked = (user: User, now: number): boolean => user.locked_until !== null && Date.parse(user.locked_until) > now;

function UserState({ user, now }: { user: User; now: number }) {
  if (user.disabled) return <span className={`${styles.state} dim`}><Icon name="close" size={12} />Disabled</span>;
  if (isLocked(user, now)) return <span className={styles.state}><Icon name="lock" size={13} />Locked after failed sign-ins</span>;
  return <span className={styles.state}><Icon name="check" size={13} />{user.must_change_password ? 'Active, has to change the password' : 'Active'}</span>;
}

function UserActions({ user, isLocked: locked, onRoles }: { user: User; isLocked: boolean; onRoles: () => void }) {
  const me = useAccount();
  const change = useChangeUser();
  const remove = useDeleteUser();
  const error = change.error ?? remove.error;
  const isMe = me?.name === user.name;
  return (
    <>
      {error && <span role="alert" className="dim">{messageOf(error)}</span>}
      <Menu position="bottom-end">
        <Menu.Target><button type="button" className={styles.more} aria-label={`Actions for ${user.name}`}><Icon name="more" /></button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onRoles}>Change roles</Menu.Item>
          {locked && <Menu.Item onClick={() => change.mutate({ name: user.name, unlock: true })}>Unlock</Menu.Item>}
          {user.disabled
            ? <Menu.Item onClick={() => change.mutate({ name: user.name, disabled: false })}>Enable</Menu.Item>
            : <Menu.Item disabled={isMe} onClick={() => change.mutate({ name: user.name, disabled: true })}>Disable</Menu.Item>}
          {user.disabled && <Menu.Item onClick={() => remove.mutate(user.name)}>Delete</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
