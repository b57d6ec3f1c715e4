import { Button } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { signOut } from '../api/session';
import { Brand } from '../ui/brand';
import styles from './access.module.css';
import { safeNext } from './next';
import { PasswordForm } from './password-form';

/** After the first sign-in with a one-time password: the server opens nothing else before it is changed. */
export function PasswordPage() {
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}><Brand /> Vigil</div>
        <h1>Choose your own password</h1>
        <p className={styles.lead}>You signed in with a password that somebody else has seen. Everything opens once you have one of your own.</p>
        <PasswordForm focus onDone={() => router.history.replace(safeNext(next))}
          second={<Button variant="subtle" onClick={() => void signOut().catch(() => undefined)}>Sign out</Button>} />
      </div>
    </main>
  );
}
