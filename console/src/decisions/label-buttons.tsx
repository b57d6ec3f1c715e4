import { Button, Group } from '@mantine/core';
import { useMay } from '../access/use-account';
import type { Decision } from '../api/contracts';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { labelWord } from './columns';
import { useLabel } from './use-decision';

/** Fraud or legitimate, for those who may say so; the others see what was said. */
export function LabelButtons({ decision }: { decision: Decision }) {
  const isAllowed = useMay('label');
  const label = useLabel(decision);
  if (!isAllowed) return <span className="dim">{decision.label === null ? 'Not labelled' : `Labelled ${labelWord(decision.label)?.toLowerCase()}`}</span>;
  const button = (isFraud: boolean, text: string, pressedText: string) => {
    const isPressed = decision.label === (isFraud ? 1 : 0);
    return (
      <Button size="compact-sm" h={30} variant={isPressed ? 'light' : 'default'} aria-pressed={isPressed} loading={label.isPending && label.variables === isFraud}
        leftSection={<Icon name={isPressed ? 'check' : 'flag'} size={13} />} onClick={() => !isPressed && label.mutate(isFraud)}>
        {isPressed ? pressedText : text}
      </Button>
    );
  };
  return (
    <Group gap={6}>
      {button(true, 'Mark as fraud', 'Fraud')}
      {button(false, 'Mark as legitimate', 'Legitimate')}
      {label.isError && <span role="alert" className="dim">Not saved: {messageOf(label.error)}</span>}
    </Group>
  );
}
