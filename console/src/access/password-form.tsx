import { Button, Group, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { send } from '../api/http';
import { messageOf, Problem } from '../api/problem';
import { refresh, setMustChangePassword } from '../api/session';
import { useFocused } from '../ui/use-focused';
import styles from './access.module.css';

const SHORTEST = 12;

/** Asks for the current password and a new one. */
export function PasswordForm({ onDone, second, focus = false }: { onDone: () => void; second?: ReactNode; focus?: boolean }) {
  const first = useFocused<HTMLInputElement>(focus);
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const change = useMutation({
    mutationFn: async () => {
      await send('POST', '/auth/password', { current_password: current, new_password: wanted });
      // The change ends every session but this one, whose tokens are new.
      // When the server cannot be reached for them, the password is changed all the same.
      await refresh().catch(() => undefined);
      setMustChangePassword(false);
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTooShort(wanted.length < SHORTEST);
    if (wanted.length >= SHORTEST) change.mutate();
  };
  const problem = change.error instanceof Problem ? change.error : null;
  const currentError = problem?.about('current_password') ? 'This is not the current password.' : null;
  const wantedError = tooShort ? `At least ${SHORTEST} characters.` : (problem?.about('new_password') ?? null);
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput ref={first} label="Current password" autoComplete="current-password" required withAsterisk={false} value={current}
        onChange={e => setCurrent(e.currentTarget.value)} error={currentError} />
      <PasswordInput label="New password" description={`At least ${SHORTEST} characters; a sentence is easiest to remember.`}
        autoComplete="new-password" required withAsterisk={false} value={wanted} onChange={e => setWanted(e.currentTarget.value)} error={wantedError} />
      {change.isError && !currentError && !wantedError && <p className={styles.refused} role="alert">{messageOf(change.error)}</p>}
      <Group justify="flex-end" mt={4}>{second}<Button type="submit" loading={change.isPending}>Change password</Button></Group>
    </form>
  );
}
