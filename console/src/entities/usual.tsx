import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { NamedCount } from '../api/contracts';
import { exactMoney } from '../format/money';
import { count } from '../format/number';
import { Panel } from '../ui/panel';
import { TableSlot } from '../ui/table-slot';
import { AmountStrip, Columns } from './pictures';
import styles from './usual.module.css';
import type { NamedProfile } from './use-entity';
import { busiestText, dayBefore, gapText, hoursOf, shareText } from './usual-words';

const NAMES = 4;
const hour = (index: number): string => String(index).padStart(2, '0');

/** What is usual for this one, for people: a sentence and a small picture each. */
export function Usual({ profile }: { profile: NamedProfile }) {
  const { habits, pace, recent } = profile;
  const hours = hoursOf(habits.hours_by_weekday);
  const day = (index: number) => dayBefore(pace.last_day, pace.days.length - 1 - index);
  return (
    <Panel title="What is usual" note={`From the latest ${count(recent)} transactions, times in ${habits.time_zone}`}>
      <div className={styles.usual}>
        {profile.amounts.map(a => (
          <Card key={a.currency ?? ''} title={a.currency ? `Amount in ${a.currency}` : 'Amount'} text={`Around ${exactMoney(a.median, a.currency)}; mostly ${exactMoney(a.low, null)} to ${exactMoney(a.high, a.currency)}, at most ${exactMoney(a.max, a.currency)}`}>
            <AmountStrip usual={a} />
          </Card>
        ))}
        <Card title="Hours" text={busiestText(hours)}><Columns values={hours} label="Transactions by hour of the day" name={hour} tick={i => (i % 6 === 0 ? hour(i) : '')} /></Card>
        <Card title="Pace" text={gapText(pace)}><Columns values={pace.days} label="Transactions per day of the last four weeks" name={day} tick={i => (i === 0 || i === pace.days.length - 1 ? day(i) : '')} /></Card>
        <Names title="Places" filter="location" items={habits.locations} profile={profile} />
        <Names title="Merchants" filter="merchant" items={habits.merchants} profile={profile} />
        <Names title="Devices" filter="device" items={habits.devices} profile={profile} />
        <Names title="IP addresses" filter="ip" items={habits.ips} profile={profile} />
      </div>
    </Panel>
  );
}

function Card({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.title}><h3>{title}</h3><span ref={setSlot} /></div>
      <p>{text}</p>
      <TableSlot value={slot}>{children}</TableSlot>
    </section>
  );
}

interface NamesProps { title: string; filter: 'location' | 'merchant' | 'device' | 'ip'; items: NamedCount[]; profile: NamedProfile }

/** Each bar leads to the decisions of this entity there. */
function Names({ title, filter, items, profile }: NamesProps) {
  if (items.length === 0) return null;
  const shown = items.slice(0, NAMES);
  const most = Math.max(1, ...shown.map(i => i.count));
  return (
    <Card title={title} text={shareText(items, profile.recent)}>
      <ol className={styles.names}>
        {shown.map(i => (
          <li key={i.name}>
            <Link to="/decisions" search={{ entity: profile.entity, stream: profile.stream, range: 'all', [filter]: i.name }} title={i.name}>
              <span className="clip">{i.name}</span>
              <span className={styles.track} aria-hidden="true"><span className={styles.fill} style={{ width: `${(i.count / most) * 100}%` }} /></span>
              <span className="num">{count(i.count)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
