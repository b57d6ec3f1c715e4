// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const answer = (status: number, body: unknown = {}) => new Response(status === 204 ? null : JSON.stringify(body), { status });
const tokens = (token: string) => answer(200, { access_token: token, expires_in: 600, user: { name: 'ann', roles: ['analyst'], must_change_password: false } });

let calls: { path: string; bearer: string | null }[] = [];

function server(handle: (path: string, bearer: string | null) => Response): void {
  vi.stubGlobal('fetch', (input: string, init: RequestInit = {}) => {
    const bearer = new Headers(init.headers).get('Authorization');
    calls.push({ path: input, bearer });
    return Promise.resolve(handle(input, bearer));
  });
}

/** A fresh page: modules without memory. */
const page = async () => {
  vi.resetModules();
  return { session: await import('./session'), http: await import('./http') };
};

beforeEach(() => {
  calls = [];
  localStorage.clear();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('session', () => {
  it('asks nobody on a first visit', async () => {
    server(() => answer(500));
    const { session } = await page();
    expect(await session.restore()).toBe(false);
    expect(calls).toEqual([]);
  });

  it('keeps the token out of storage', async () => {
    server(() => tokens('abc'));
    const { session } = await page();
    await session.signIn('ann', 'x');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('abc');
    expect(session.bearer()).toBe('abc');
  });

  it('renews once for many refused requests and repeats them', async () => {
    server((path, bearer) => (path.includes('/auth/') ? tokens(path.endsWith('login') ? 'old' : 'new') : answer(bearer === 'Bearer new' ? 200 : 401, { ok: true })));
    const { session, http } = await page();
    await session.signIn('ann', 'x');
    expect(await Promise.all([http.get('/streams'), http.get('/users')])).toEqual([{ ok: true }, { ok: true }]);
    expect(calls.filter(c => c.path.endsWith('/auth/refresh'))).toHaveLength(1);
  });

  it('ends when the renewal is refused', async () => {
    server(path => (path.endsWith('login') ? tokens('old') : answer(401)));
    const { session, http } = await page();
    await session.signIn('ann', 'x');
    await expect(http.get('/streams')).rejects.toMatchObject({ status: 401 });
    expect(session.currentAccount()).toBeNull();
    expect(session.bearer()).toBeNull();
  });

  it('outlives a server that does not answer', async () => {
    server(path => {
      if (path.endsWith('login')) return tokens('old');
      throw new TypeError('network');
    });
    const { session, http } = await page();
    await session.signIn('ann', 'x');
    await expect(http.get('/streams')).rejects.toBeDefined();
    expect(session.currentAccount()?.name).toBe('ann');
  });
});
