import {
  createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams,
} from '@tanstack/react-router';
import { PasswordPage } from '../access/password-page';
import { SignInPage } from '../access/sign-in-page';
import { currentAccount, restore } from '../api/session';
import type { Filters } from '../decisions/filters';
import { keptOf } from '../decisions/unread';
import { parseSearch, stringifySearch } from '../view/search';
import { viewOf } from '../view/view';
import { CrashPage } from './crash-page';
import { fetched } from './missing-bundle';
import { NotFoundPage } from './not-found-page';
import { Shell } from './shell';
import { Titled } from './title';

type DecisionSearch = Partial<Record<keyof Filters | 'selected', string>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

const root = createRootRoute({ component: Titled, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
});

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: PasswordPage,
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  beforeLoad: async () => {
    if (!(await restore())) throw redirect({ to: '/sign-in' });
  },
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  validateSearch: viewOf,
  search: { middlewares: [retainSearchParams(['range', 'from', 'to', 'zone', 'stream'])] },
  beforeLoad: async ({ location }) => {
    if (!(await restore())) throw redirect({ to: '/sign-in', search: { next: location.href } });
    if (currentAccount()?.must_change_password) throw redirect({ to: '/password', search: { next: location.href } });
  },
});

const overview = createRoute({
  getParentRoute: () => app, path: '/', component: lazyRouteComponent(fetched(() => import('../overview/overview-page')), 'OverviewPage'),
});

const decisions = createRoute({
  getParentRoute: () => app,
  path: '/decisions',
  component: lazyRouteComponent(fetched(() => import('../decisions/decisions-page')), 'DecisionsPage'),
  validateSearch: (search: Record<string, unknown>): DecisionSearch => ({ ...keptOf(search), selected: text(search.selected) }),
});

const decision = createRoute({
  getParentRoute: () => app,
  path: '/decisions/$sequence',
  component: lazyRouteComponent(fetched(() => import('../decisions/decision-page')), 'DecisionPage'),
});

const entities = createRoute({
  getParentRoute: () => app, path: '/entities', component: lazyRouteComponent(fetched(() => import('../entities/entities-page')), 'EntitiesPage'),
});

const entity = createRoute({
  getParentRoute: () => app,
  path: '/entities/$inStream/$entity',
  component: lazyRouteComponent(fetched(() => import('../entities/entity-page')), 'EntityPage'),
});

const search = createRoute({
  getParentRoute: () => app,
  path: '/search',
  component: lazyRouteComponent(fetched(() => import('../search/search-page')), 'SearchPage'),
  validateSearch: (given: Record<string, unknown>): { q?: string } => ({ q: text(given.q) }),
});

const streams = createRoute({
  getParentRoute: () => app, path: '/streams', component: lazyRouteComponent(fetched(() => import('../streams/streams-page')), 'StreamsPage'),
});

const jobOf = (given: Record<string, unknown>): { job?: string } => ({ job: text(given.job) });

const stream = createRoute({
  getParentRoute: () => app,
  path: '/streams/$name',
  component: lazyRouteComponent(fetched(() => import('../streams/stream-page')), 'StreamPage'),
  validateSearch: jobOf,
});

const addStream = createRoute({
  getParentRoute: () => app,
  path: '/add-stream',
  component: lazyRouteComponent(fetched(() => import('../streams/add-stream-page')), 'AddStreamPage'),
  validateSearch: jobOf,
});

const users = createRoute({
  getParentRoute: () => app,
  path: '/administration/users',
  component: lazyRouteComponent(fetched(() => import('../administration/users-page')), 'UsersPage'),
});

const keys = createRoute({
  getParentRoute: () => app,
  path: '/administration/keys',
  component: lazyRouteComponent(fetched(() => import('../administration/keys-page')), 'KeysPage'),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: '/administration/audit',
  component: lazyRouteComponent(fetched(() => import('../administration/audit-page')), 'AuditPage'),
  validateSearch: (search: Record<string, unknown>): { actor?: string; action?: string } => ({ actor: text(search.actor), action: text(search.action) }),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn, password, app.addChildren([overview, decisions, decision, entities, entity, search, streams, stream, addStream, users, keys, audit]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  defaultPendingMs: 300,
  scrollRestoration: true,
  scrollToTopSelectors: ['#main'],
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
