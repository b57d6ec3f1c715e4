import { Link } from '@tanstack/react-router';
import type { Decision } from '../api/contracts';

interface NamedLinkProps { decision: Pick<Decision, 'stream'>; filter: 'merchant' | 'location' | 'device' | 'ip'; value: string }

/** Something that a decision names, leading to all decisions that name it. */
export const NamedLink = ({ decision, filter, value }: NamedLinkProps) => (
  <Link to="/decisions" search={{ range: 'all', stream: decision.stream, [filter]: value }} title={`All decisions with ${value}`}>{value}</Link>
);
