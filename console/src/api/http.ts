import { reportReachable, reportUnreachable } from './connection';
import { Problem, problemOf, unreachable } from './problem';
import { bearer, refresh, setMustChangePassword } from './session';

export type Parameters = Record<string, string | number | boolean | null | undefined>;

/** The address of a resource; parameters without a value are left out. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1${path}${text && `?${text}`}`;
}

export async function get<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  const response = await request(addressOf(path, parameters), signal ? { signal } : {});
  return (await response.json()) as T;
}

export async function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  const response = await request(addressOf(path), init);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Sends with the access token; renews it once when the server refuses it. Throws a Problem for every answer but success. */
export async function request(address: string, init: RequestInit = {}): Promise<Response> {
  if (!bearer()) throw new Problem(401, 'unauthenticated', 'You are signed out.');
  let response = await attempt(address, init);
  if (response.status === 401 && (await refresh())) response = await attempt(address, init);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'password_change_required') setMustChangePassword(true);
  throw problem;
}

async function attempt(address: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('X-Vigil-Client', 'console');
  const token = bearer();
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    const response = await fetch(address, { ...init, headers, credentials: 'same-origin' });
    reportReachable();
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    reportUnreachable();
    throw unreachable();
  }
}

/** Worth asking again by itself: no answer, or a server that is busy. */
export const isPassing = (error: unknown): boolean => error instanceof Problem && (error.status === 0 || error.status === 503);
