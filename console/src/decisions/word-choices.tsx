import { NativeSelect } from '@mantine/core';
import type { ReasonGroup } from '../api/contracts';
import { LABEL_WORDS, type NAMED, REASON_GROUPS } from './filters';
import styles from './filter-bar.module.css';

export const NAME_WORDS: Record<(typeof NAMED)[number], string> = {
  entity: 'Entity', transaction_id: 'Transaction', merchant: 'Merchant', location: 'Location', device: 'Device', ip: 'IP',
};

/** The groups of reasons as people say them. */
export const REASON_WORDS: Record<ReasonGroup, string> = {
  size: 'amount', pace: 'pace', place: 'place', novelty: 'something new', time_of_day: 'time of day', counterparty: 'counterparty',
  device: 'device', label_history: 'known frauds', measure: 'other measures',
};

interface ChoiceProps { values: Record<string, string | undefined>; onChange: (name: 'reason' | 'label', value: string | undefined) => void }

/** Filters with few words to choose from. */
export const WordChoices = ({ values, onChange }: ChoiceProps) => (
  <div className={styles.pair}>
    <NativeSelect size="xs" label="Strongest reason" value={values.reason ?? ''} onChange={e => onChange('reason', e.currentTarget.value || undefined)}
      data={[{ value: '', label: 'Any' }, ...REASON_GROUPS.map(value => ({ value, label: REASON_WORDS[value] }))]} />
    <NativeSelect size="xs" label="Label" value={values.label ?? ''} onChange={e => onChange('label', e.currentTarget.value || undefined)}
      data={[{ value: '', label: 'Any' }, ...LABEL_WORDS.map(value => ({ value, label: value }))]} />
  </div>
);
