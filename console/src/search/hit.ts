import type { SearchHit } from '../api/contracts';

/** Where a hit leads: a decision and an entity to their pages, whatever else is named to the list of its decisions. */
export function addressOfHit({ kind, stream, name, sequence }: SearchHit) {
  if (kind === 'entity') return { to: '/entities/$inStream/$entity' as const, params: { inStream: stream, entity: name } };
  if (kind === 'decision' || kind === 'transaction') return { to: '/decisions/$sequence' as const, params: { sequence: String(sequence) } };
  return { to: '/decisions' as const, search: { [kind]: name, stream, range: 'all' as const } };
}
