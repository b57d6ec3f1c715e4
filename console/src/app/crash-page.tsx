import { Button } from '@mantine/core';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isLost, onConnectionChange } from '../api/connection';
import { Empty, Failed } from '../ui/states';
import { MissingBundle } from './missing-bundle';

/** When a page could not be loaded or drawn. */
export function CrashPage({ error, reset }: { error: unknown; reset?: () => void }) {
  return (
    <main>
      {error instanceof MissingBundle
        ? <NotFetched />
        : <Failed what="This page could not be shown" error={error} onRetry={() => (reset ? reset() : window.location.reload())} />}
    </main>
  );
}

/** A reload asks for the page anew and so for the names of its present files. After a lost connection it comes by itself. */
function NotFetched() {
  const isOffline = useSyncExternalStore(onConnectionChange, isLost);
  const wasOffline = useRef(isOffline);
  useEffect(() => {
    if (wasOffline.current && !isOffline) window.location.reload();
    wasOffline.current ||= isOffline;
  }, [isOffline]);
  return (
    <Empty title={isOffline ? 'This page was not fetched before the connection was lost' : 'This page has changed'}
      actions={<Button onClick={() => window.location.reload()}>Reload</Button>}>
      {isOffline
        ? 'It opens by itself when the server answers again.'
        : 'A new version of Vigil was installed while this one was open. Reload to go on with it; filters and selection stay in the address.'}
    </Empty>
  );
}
