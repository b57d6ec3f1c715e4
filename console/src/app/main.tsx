import '@mantine/core/styles.css';
import './tokens.css';
import './base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isLost, onConnectionChange, watchNetwork } from '../api/connection';
import { isPassing } from '../api/http';
import { currentAccount, onSessionChange, watchOtherTabs } from '../api/session';
import { router } from './router';
import { cssVariables, theme } from './theme';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (attempts, error) => isPassing(error) && attempts < 3,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    // What cannot be written now fails now and says so; nothing is kept for later behind anybody's back.
    mutations: { networkMode: 'always' },
  },
});

watchNetwork();
watchOtherTabs();
onConnectionChange(() => {
  if (!isLost()) void queries.refetchQueries({ type: 'active', predicate: query => query.state.status === 'error' || query.isStale() });
});

// Whatever ends the session, here or in another tab: nothing that was read stays, and the wanted page is kept in the address.
onSessionChange(() => {
  const { pathname, href } = router.state.location;
  if (currentAccount()) {
    if (currentAccount()?.must_change_password && pathname !== '/password' && pathname !== '/sign-in') {
      void router.navigate({ to: '/password', search: { next: href } });
    }
    return;
  }
  if (pathname === '/sign-in') return;
  void router.navigate({ to: '/sign-in', search: { next: href === '/' ? undefined : href } }).finally(() => queries.clear());
});

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
