import type { UsualAmount } from '../api/contracts';
import { exactMoney } from '../format/money';
import { count } from '../format/number';
import { AsTable } from '../ui/as-table';
import styles from './usual.module.css';

const WIDTH = 240;
const HEIGHT = 44;

interface ColumnsProps {
  values: number[];
  label: string;
  /** What a column is, in the table. */
  name: (index: number) => string;
  /** What stands below it; there is room for few. */
  tick: (index: number) => string;
}

/** Small columns. */
export function Columns({ values, label, name, tick }: ColumnsProps) {
  const most = Math.max(1, ...values);
  const width = WIDTH / values.length;
  return (
    <AsTable table={() => ({ caption: label, head: ['', 'Transactions'], rows: values.map((v, i) => [name(i), count(v)]) })}>
      <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`} role="img" aria-label={label}>
        {values.map((value, i) => {
          const height = value === 0 ? 1 : Math.max(2, (value / most) * HEIGHT);
          // oxlint-disable-next-line react/no-array-index-key -- a place on the axis is its identity
          return <rect key={i} className={styles.column} x={i * width + 0.5} y={HEIGHT - height} width={Math.max(1, width - 1.5)} height={height} />;
        })}
        {/* oxlint-disable-next-line react/no-array-index-key -- likewise */}
        {values.map((_, i) => tick(i) && <text key={i} className={styles.tick} x={i === values.length - 1 ? WIDTH : i * width} y={HEIGHT + 11} textAnchor={i === values.length - 1 ? 'end' : 'start'}>{tick(i)}</text>)}
      </svg>
    </AsTable>
  );
}

/** The latest amounts as a strip: a line each by size, the middle eighty in a hundred shaded, the median marked. */
export function AmountStrip({ usual }: { usual: UsualAmount }) {
  const sizes = [...usual.recent, usual.low, usual.high].map(Math.abs).filter(a => a > 0);
  const least = Math.log(Math.min(...sizes, 1));
  const most = Math.log(Math.max(...sizes, 10));
  const x = (amount: number) => 2 + ((Math.log(Math.max(Math.abs(amount), Math.exp(least))) - least) / (most - least)) * (WIDTH - 4);
  return (
    <AsTable table={() => ({ caption: 'The latest amounts', head: ['Which', 'Amount'], rows: usual.recent.toReversed().map((a, i) => [i === 0 ? 'last' : `${i} before`, exactMoney(a, usual.currency)]) })}>
      <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`} role="img" aria-label={`The latest ${usual.recent.length} amounts by size`}>
        <rect className={styles.band} x={Math.min(x(usual.low), x(usual.high))} y={4} width={Math.max(2, Math.abs(x(usual.high) - x(usual.low)))} height={HEIGHT - 8} />
        {/* oxlint-disable-next-line react/no-array-index-key -- amounts repeat */}
        {usual.recent.map((amount, i) => <line key={i} className={styles.stroke} x1={x(amount)} x2={x(amount)} y1={12} y2={HEIGHT - 12} />)}
        <line className={styles.median} x1={x(usual.median)} x2={x(usual.median)} y1={2} y2={HEIGHT - 2} />
      </svg>
    </AsTable>
  );
}
