import { Button, Group } from '@mantine/core';
import type { Conclusion, Decision } from '../api/contracts';
import { Icon } from '../ui/icon';
import { labelWord } from './columns';
import { LabelForm } from './label-form';
import { FRAUD, LEGITIMATE, UNKNOWN } from './labels';
import type { Labelling } from './use-labelling';

/** Fraud, legitimate or unknown again, for those who may say so; the others see what was said. */
export function LabelButtons({ decision, labelling }: { decision: Decision; labelling: Labelling }) {
  if (!labelling.isAllowed) return <span className="dim">{decision.label === null ? 'Not labelled' : `Labelled ${labelWord(decision.label)?.toLowerCase()}`}</span>;
  const say = (conclusion: Conclusion) => labelling.label([decision.sequence], conclusion);
  const button = (conclusion: Conclusion, text: string, pressedText: string, key: string) => {
    const isPressed = decision.label === conclusion.label;
    return (
      <Button size="compact-sm" h={30} variant={isPressed ? 'light' : 'default'} aria-pressed={isPressed} title={`Key ${key}`}
        leftSection={<Icon name={isPressed ? 'check' : 'flag'} size={13} />} onClick={() => !isPressed && say(conclusion)}>
        {isPressed ? pressedText : text}
      </Button>
    );
  };
  return (
    <Group gap={6}>
      {button(FRAUD, 'Mark as fraud', 'Fraud', 'b')}
      {button(LEGITIMATE, 'Mark as legitimate', 'Legitimate', 'a')}
      <LabelForm decisions={[decision.sequence]} label={decision.label} labelling={labelling} />
      {/* Disabled instead of gone: the focus stays on it. */}
      <Button size="compact-sm" h={30} variant="subtle" title="Key r" aria-disabled={decision.label === null} data-disabled={decision.label === null || undefined}
        onClick={() => decision.label !== null && say(UNKNOWN)}>Clear label</Button>
    </Group>
  );
}

/** The same for all that are marked. */
export function MarkedLabels({ decisions, labelling }: { decisions: number[]; labelling: Labelling }) {
  if (!labelling.isAllowed) return null;
  const button = (conclusion: Conclusion, text: string, key: string) => (
    <Button size="compact-sm" h={30} variant="default" title={`Key ${key}`} onClick={() => labelling.label(decisions, conclusion)}>{text}</Button>
  );
  return (
    <>
      {button(FRAUD, 'Fraud', 'b')}
      {button(LEGITIMATE, 'Legitimate', 'a')}
      <LabelForm decisions={decisions} label={null} labelling={labelling} />
      {button(UNKNOWN, 'Clear labels', 'r')}
    </>
  );
}
