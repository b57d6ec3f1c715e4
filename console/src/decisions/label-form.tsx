import { Autocomplete, Button, Group, Popover, SegmentedControl, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { Decision } from '../api/contracts';
import { useKeys } from '../view/keys';
import { FRAUD_TYPES } from './labels';
import type { Labelling } from './use-labelling';
import styles from './label.module.css';

const LONGEST_TYPE = 60;
const LONGEST_COMMENT = 2000;

interface FormProps { decisions: number[]; label: Decision['label']; labelling: Labelling }

/** The kind of fraud and a comment beside the label. */
export function LabelForm(props: FormProps) {
  const [isOpen, popover] = useDisclosure(false);
  useKeys({ t: popover.open });
  return (
    <Popover opened={isOpen} onChange={open => (open ? popover.open() : popover.close())} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-sm" h={30} variant="default" onClick={popover.toggle} title="Key t">Type, comment…</Button>
      </Popover.Target>
      <Popover.Dropdown><Fields {...props} onDone={popover.close} /></Popover.Dropdown>
    </Popover>
  );
}

function Fields({ decisions, label, labelling, onDone }: FormProps & { onDone: () => void }) {
  const [what, setWhat] = useState(label === 0 ? 'legitimate' : 'fraud');
  const [type, setType] = useState('');
  const [comment, setComment] = useState('');
  const isFraud = what === 'fraud';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    labelling.label(decisions, { label: isFraud ? 1 : 0, type: isFraud ? type.trim() || null : null, comment: comment.trim() || null });
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <SegmentedControl size="xs" aria-label="Label" value={what} onChange={setWhat} data={[{ value: 'fraud', label: 'Fraud' }, { value: 'legitimate', label: 'Legitimate' }]} />
      {isFraud && (
        <Autocomplete label="Type of fraud" placeholder="Choose or write" size="xs" data={FRAUD_TYPES} value={type} onChange={setType} maxLength={LONGEST_TYPE}
          comboboxProps={{ withinPortal: false }} data-autofocus />
      )}
      <Textarea label="Comment" size="xs" autosize minRows={2} maxRows={8} maxLength={LONGEST_COMMENT} value={comment} onChange={e => setComment(e.currentTarget.value)} />
      <Group justify="flex-end"><Button type="submit" size="xs">Save label</Button></Group>
    </form>
  );
}
