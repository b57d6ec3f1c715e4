import type { Account, Tokens } from './contracts';
import { Problem, problemOf, unreachable } from './problem';

/** Remembers that there may be a session, not whose or how. */
const VISITED = 'vigil-signed-in';

/** Who is signed in. The access token lives in this module's memory only; the refresh token is a cookie that scripts cannot read. */
let accessToken: string | null = null;
let account: Account | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let refreshing: Promise<boolean> | null = null;
let hasEnded = false;
const listeners = new Set<() => void>();

export const currentAccount = (): Account | null => account;
/** Whether there was a session that ended by itself; not on a first visit, and not when somebody signed out. */
export const sessionHasEnded = (): boolean => hasEnded;
export const bearer = (): string | null => accessToken;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function signIn(username: string, password: string): Promise<Account> {
  return accept(await post<Tokens>('/api/v1/auth/login', { username, password }));
}

export async function signOut(): Promise<void> {
  try {
    await post('/api/v1/auth/logout', {});
  } finally {
    end();
    hasEnded = false;
  }
}

/** Asks for a new access token, once at a time in this tab and among all tabs: a refresh token that is used twice ends the session. */
export function refresh(): Promise<boolean> {
  refreshing ??= locked(tryRefresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** On load: whether the cookie of an earlier visit still stands for a session. Not asked when nobody signed in here before. */
export function restore(): Promise<boolean> {
  if (account) return Promise.resolve(true);
  return localStorage.getItem(VISITED) ? refresh() : Promise.resolve(false);
}

/** The person has changed the password, or the server says that it must be changed before anything else. */
export function setMustChangePassword(must: boolean): void {
  if (!account || account.must_change_password === must) return;
  account = { ...account, must_change_password: must };
  notify();
}

/** Who signs out in one tab is signed out in all of them. */
export function watchOtherTabs(): void {
  window.addEventListener('storage', event => {
    if (event.key === VISITED && event.newValue === null && account) end();
  });
}

async function tryRefresh(): Promise<boolean> {
  try {
    accept(await post<Tokens>('/api/v1/auth/refresh', {}));
    return true;
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 400 || error.status === 403)) {
      end();
      return false;
    }
    if (account) schedule(10);
    throw error;
  }
}

const locked = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('vigil-refresh', work) : work();

function accept(tokens: Tokens): Account {
  accessToken = tokens.access_token;
  account = tokens.user;
  hasEnded = false;
  localStorage.setItem(VISITED, '1');
  schedule(Math.max(5, tokens.expires_in * 0.8));
  notify();
  return account;
}

function end(): void {
  hasEnded = true;
  accessToken = null;
  account = null;
  localStorage.removeItem(VISITED);
  clearTimeout(timer);
  notify();
}

function schedule(seconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void refresh().catch(() => undefined), seconds * 1000);
}

const notify = (): void => listeners.forEach(listener => listener());

async function post<T>(path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'X-Vigil-Client': 'console' };
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`;
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
