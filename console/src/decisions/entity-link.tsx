import { Link } from '@tanstack/react-router';
import type { Decision } from '../api/contracts';
import { IdentifierText } from '../ui/identifier';

/** Who it was, leading to what is known of them; of somebody who was erased, neither is known. */
export const EntityLink = ({ decision: { entity, stream } }: { decision: Pick<Decision, 'entity' | 'stream'> }) => (
  entity === null ? <IdentifierText value={null} />
    : <Link to="/entities/$inStream/$entity" params={{ inStream: stream, entity }}><IdentifierText value={entity} /></Link>
);
