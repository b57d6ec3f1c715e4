import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { may } from '../access/permissions';
import { useAccount } from '../access/use-account';
import type { AuditEntry, Job, JobAccepted, StreamCheck, StreamPlan, StreamSummary } from '../api/contracts';
import { addressOf, get, request } from '../api/http';
import type { Page } from '../api/page';
import { Problem } from '../api/problem';
import { type Applying, type Edit, faultsOf } from './plan';

const JOB_MS = 500;
const LOOKED_AT = 200;

export const useStream = (name: string) => useQuery({
  queryKey: ['streams', name], queryFn: ({ signal }) => get<StreamSummary>(`/streams/${encodeURIComponent(name)}`, {}, signal),
});

/** Who changed a stream last, as the audit log says; for those who may read it. */
export function useLastChange(name: string) {
  const isAllowed = may(useAccount(), 'readAudit');
  return useQuery({
    queryKey: ['audit', 'stream.apply'],
    queryFn: ({ signal }) => get<Page<AuditEntry>>('/audit', { action: 'stream.apply', limit: LOOKED_AT }, signal),
    select: page => page.items.find(entry => entry.target === name && entry.outcome === 'ok') ?? null,
    enabled: isAllowed,
  });
}

async function post<T>(path: string, { yaml, train, notPersonal }: Edit): Promise<T> {
  const answer = await request(addressOf(path, { train: train || null, not_personal: notPersonal || null }), {
    method: 'POST', body: yaml, headers: { 'Content-Type': 'application/yaml' },
  });
  return (await answer.json()) as T;
}

/** What an edit would change; the edit comes back with it, so that nothing else is applied than what was shown. */
export const useDiff = () => useMutation({
  mutationFn: async (edit: Edit) => {
    const faults = faultsOf(await post<StreamCheck>('/streams/check', edit));
    if (faults.length > 0) throw new Problem(400, 'invalid', 'The file has faults.', faults);
    return { edit, plan: await post<StreamPlan>('/streams/diff', edit) };
  },
});

export const useApply = () => useMutation({ mutationFn: (edit: Edit) => post<JobAccepted>('/streams/apply', edit) });

export type ApplyJob = Job & { result?: Applying };

const hasEnded = (job: ApplyJob | undefined): boolean => job?.status === 'done' || job?.status === 'failed';

/** A job, asked for until it has ended; then everything that shows streams is read again. */
export function useApplyJob(id: string | undefined) {
  const client = useQueryClient();
  const job = useQuery({
    queryKey: ['jobs', id],
    queryFn: ({ signal }) => get<ApplyJob>(`/jobs/${encodeURIComponent(id ?? '')}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: query => (hasEnded(query.state.data) ? false : JOB_MS),
  });
  const ended = hasEnded(job.data);
  useEffect(() => {
    if (!ended) return;
    void client.invalidateQueries({ queryKey: ['streams'] });
    void client.invalidateQueries({ queryKey: ['audit'] });
  }, [client, ended]);
  return job;
}
