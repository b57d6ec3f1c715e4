import { Failed } from '../ui/states';

/** When a page could not be loaded or drawn. */
export const CrashPage = ({ error, reset }: { error: unknown; reset?: () => void }) => (
  <main>
    <Failed what="This page could not be shown" error={error} onRetry={() => (reset ? reset() : window.location.reload())} />
  </main>
);
