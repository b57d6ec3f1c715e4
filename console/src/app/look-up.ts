import type { Decision, EntitySummary, Page } from '../api/contracts';
import { get } from '../api/http';
import { Problem } from '../api/problem';

export type Hit = { kind: 'transaction'; stream: string; id: string; sequence: number } | { kind: 'entity'; stream: string; id: string };

/** What has this identifier, in each of the streams. */
export async function lookUp(wanted: string, streams: string[]): Promise<Hit[]> {
  const hits = await Promise.all(streams.flatMap(stream => [transactionOf(stream, wanted), entityOf(stream, wanted)]));
  return hits.filter(hit => hit !== null);
}

async function transactionOf(stream: string, id: string): Promise<Hit | null> {
  const decision = await orNull(get<Decision>(`/decisions/by-transaction/${encodeURIComponent(stream)}/${encodeURIComponent(id)}`));
  return decision && { kind: 'transaction', stream, id: decision.transaction_id, sequence: decision.sequence };
}

async function entityOf(stream: string, id: string): Promise<Hit | null> {
  const page = await orNull(get<Page<EntitySummary>>(`/streams/${encodeURIComponent(stream)}/entities`, { query: id, limit: 1 }));
  const entity = page?.items.find(item => item.entity === id);
  return entity ? { kind: 'entity', stream, id: entity.entity } : null;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}
