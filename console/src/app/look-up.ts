import type { Decision, EntitySummary, Page } from '../api/contracts';
import { get } from '../api/http';

export type Hit = { kind: 'transaction'; stream: string; id: string; sequence: number } | { kind: 'entity'; stream: string; id: string };

const MOST = 10;

/** What has this identifier, in each of the streams. */
export async function lookUp(wanted: string, streams: string[]): Promise<Hit[]> {
  const hits = await Promise.all([transactions(wanted, streams), ...streams.map(stream => entities(wanted, stream))]);
  return hits.flat();
}

async function transactions(id: string, streams: string[]): Promise<Hit[]> {
  const page = await get<Page<Decision>>('/decisions', { transaction_id: id, limit: MOST });
  return page.items.filter(d => streams.includes(d.stream))
    .map(d => ({ kind: 'transaction', stream: d.stream, id: d.transaction_id, sequence: d.sequence }));
}

async function entities(id: string, stream: string): Promise<Hit[]> {
  const page = await get<Page<EntitySummary>>(`/streams/${encodeURIComponent(stream)}/entities`, { query: id, limit: 1 });
  return page.items.filter(item => item.entity === id).map(item => ({ kind: 'entity', stream, id: item.entity }));
}
