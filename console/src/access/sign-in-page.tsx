import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Problem } from '../api/problem';
import { sessionHasEnded, signIn } from '../api/session';
import { Brand } from '../ui/brand';
import { Icon } from '../ui/icon';
import { useFocused } from '../ui/use-focused';
import styles from './access.module.css';
import { safeNext } from './next';

export function SignInPage() {
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const first = useFocused<HTMLInputElement>();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(name.trim(), password),
    onSuccess: account => {
      const wanted = safeNext(next);
      router.history.replace(account.must_change_password ? `/password?next=${encodeURIComponent(wanted)}` : wanted);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}><Brand /> Vigil</div>
        <h1>Sign in</h1>
        <p className={styles.lead}>{lead(next)}</p>
        <form className={styles.form} onSubmit={submit}>
          <TextInput ref={first} label="User name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required
            withAsterisk={false} value={name} onChange={e => setName(e.currentTarget.value)} />
          <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false}
            value={password} onChange={e => setPassword(e.currentTarget.value)} />
          {attempt.isError && <p className={styles.refused} role="alert"><Icon name="lock" />{refusalText(attempt.error)}</p>}
          <Button type="submit" loading={attempt.isPending} fullWidth mt={4}>Sign in</Button>
        </form>
        <p className={styles.foot}>Sign-ins are recorded in the audit log.</p>
      </div>
    </main>
  );
}

/** A first visit to a page has no session that could have ended. */
function lead(next: string | undefined): string {
  if (sessionHasEnded()) return next && next !== '/' ? 'Your session has ended. You return to the same page.' : 'Your session has ended.';
  return next && next !== '/' ? 'Every decision, and why. You go on to the page that you opened.' : 'Every decision, and why.';
}

function refusalText(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong. Try again.';
  if (error.status === 401 || error.status === 400) return 'The user name or the password is wrong.';
  if (error.status !== 423 && error.status !== 429) return error.message;
  const minutes = error.retryAfterSeconds === null ? null : Math.max(1, Math.ceil(error.retryAfterSeconds / 60));
  const when = minutes === null ? 'later' : `in ${minutes} minute${minutes === 1 ? '' : 's'}`;
  return `Too many attempts. Try again ${when}, or ask an administrator to unlock the account.`;
}
