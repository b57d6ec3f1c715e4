import { createColumnHelper } from '@tanstack/react-table';
import type { Decision } from '../api/contracts';
import { exactMoney } from '../format/money';
import type { Zone } from '../format/time';
import { sentence } from '../format/sentence';
import { IdentifierText } from '../ui/identifier';
import { RiskNumber, VerdictMark } from '../ui/risk';
import { Time } from '../ui/time';

export interface ColumnInfo {
  id: string;
  label: string;
  /** Pixels at least. */
  width: number;
  /** Shares of the space that is left. */
  grow?: number;
  isRight?: boolean;
  /** The first to make room; 0 always stays. */
  rank: number;
  isOptional?: boolean;
}

export const COLUMNS: readonly ColumnInfo[] = [
  { id: 'time', label: 'Time', width: 128, rank: 0 },
  { id: 'risk', label: 'Risk', width: 72, rank: 0 },
  { id: 'decision', label: 'Decision', width: 92, rank: 1 },
  { id: 'entity', label: 'Entity', width: 116, grow: 1, rank: 0 },
  { id: 'amount', label: 'Amount', width: 188, isRight: true, rank: 0 },
  { id: 'merchant', label: 'Merchant', width: 116, grow: 2, rank: 4 },
  { id: 'location', label: 'Location', width: 108, grow: 1, rank: 5 },
  { id: 'reason', label: 'Strongest reason', width: 196, grow: 8, rank: 3 },
  { id: 'label', label: 'Label', width: 84, rank: 6 },
  { id: 'transaction', label: 'Transaction', width: 130, grow: 1, rank: 7 },
  { id: 'stream', label: 'Stream', width: 100, rank: 8, isOptional: true },
  { id: 'model', label: 'Model', width: 140, rank: 9, isOptional: true },
];

/** The chosen columns that fit, the lowest rank first; a narrower one takes the room that a wider one cannot. */
export function fitting(chosen: ReadonlySet<string>, width: number): ColumnInfo[] {
  const columns = COLUMNS.filter(c => chosen.has(c.id));
  const kept = new Set<string>();
  let used = 0;
  for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
    if (column.rank > 0 && used + column.width > width) continue;
    used += column.width;
    kept.add(column.id);
  }
  return columns.filter(c => kept.has(c.id));
}

export const templateOf = (columns: ColumnInfo[]): string =>
  columns.map(c => (c.grow ? `minmax(${c.width}px, ${c.grow}fr)` : `${c.width}px`)).join(' ');

export const labelWord = (label: Decision['label']): string | null => (label === null ? null : label === 1 ? 'Fraud' : 'Legitimate');

const column = createColumnHelper<Decision>();

export const cellsFor = (zone: Zone) => [
  column.accessor('time', { id: 'time', cell: c => <Time at={c.getValue()} zone={zone} isShort /> }),
  column.accessor('risk', { id: 'risk', cell: c => <RiskNumber risk={c.getValue()} level={c.row.original.level} /> }),
  column.accessor('decision', { id: 'decision', cell: c => <VerdictMark verdict={c.getValue()} /> }),
  column.accessor('entity', { id: 'entity', cell: c => <IdentifierText value={c.getValue()} /> }),
  column.accessor('amount', { id: 'amount', cell: c => <span className="num clip" title={exactMoney(c.getValue(), c.row.original.currency)}>{exactMoney(c.getValue(), c.row.original.currency)}</span> }),
  column.accessor('merchant', { id: 'merchant', cell: c => <span className="clip" title={c.getValue() ?? undefined}>{c.getValue()}</span> }),
  column.accessor('location', { id: 'location', cell: c => <span className="clip" title={c.getValue() ?? undefined}>{c.getValue()}</span> }),
  column.accessor('reason', { id: 'reason', cell: c => <span className="clip dim" title={c.getValue() ?? undefined}>{sentence(c.getValue() ?? '')}</span> }),
  column.accessor('label', { id: 'label', cell: c => <span className="clip">{labelWord(c.getValue())}</span> }),
  column.accessor('transaction_id', { id: 'transaction', cell: c => <span className="clip dim"><IdentifierText value={c.getValue()} /></span> }),
  column.accessor('stream', { id: 'stream', cell: c => <span className="clip dim">{c.getValue()}</span> }),
  column.accessor('model', { id: 'model', cell: c => <span className="clip dim">{c.getValue()}</span> }),
];
