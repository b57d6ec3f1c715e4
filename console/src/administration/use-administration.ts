import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, AuditEntry, AuditVerdictAnswer, Role, Scope, System, User } from '../api/contracts';
import type { Page } from '../api/page';
import { get, send } from '../api/http';

const ALL = 1000;
const AUDIT_PAGE = 100;
const SYSTEM_MS = 5_000;

export const useUsers = () => useQuery({
  queryKey: ['users'], queryFn: ({ signal }) => get<Page<User>>('/users', { limit: ALL }, signal), select: page => page.items,
});

export const useKeysList = () => useQuery({
  queryKey: ['keys'], queryFn: ({ signal }) => get<Page<ApiKey>>('/keys', { limit: ALL }, signal), select: page => page.items,
});

export interface AuditFilters { actor?: string; action?: string; from?: string; to?: string }

export const useAudit = (filters: AuditFilters) => useInfiniteQuery({
  queryKey: ['audit', filters],
  queryFn: ({ pageParam, signal }) => get<Page<AuditEntry>>('/audit', { ...filters, limit: AUDIT_PAGE, cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: page => page.next,
});

function useChange<Input, Answer>(list: 'users' | 'keys', run: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => client.invalidateQueries({ queryKey: [list] }) });
}

const userPath = (name: string) => `/users/${encodeURIComponent(name)}`;

export const useCreateUser = () =>
  useChange('users', (user: { name: string; roles: Role[] }) => send<User>('POST', '/users', user));

export const useChangeUser = () =>
  useChange('users', ({ name, ...changed }: { name: string; roles?: Role[]; disabled?: boolean; unlock?: true }) => send('PATCH', userPath(name), changed));

export const useDeleteUser = () => useChange('users', (name: string) => send('DELETE', userPath(name)));

export const useCreateKey = () =>
  useChange('keys', (key: { name: string; scopes: Scope[]; expires?: string }) => send<ApiKey & { key: string }>('POST', '/keys', key));

export const useRevokeKey = () => useChange('keys', (id: string) => send('DELETE', `/keys/${encodeURIComponent(id)}`));

export const useSystem = () => useQuery({
  queryKey: ['system'], queryFn: ({ signal }) => get<System>('/system', {}, signal), refetchInterval: SYSTEM_MS,
});

export const useVerifyAudit = () =>
  useMutation({ mutationFn: () => send<AuditVerdictAnswer>('POST', '/audit/verify') });
