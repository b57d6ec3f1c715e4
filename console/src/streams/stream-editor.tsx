import { Button, Checkbox, FileButton, Textarea } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { may } from '../access/permissions';
import { useAccount } from '../access/use-account';
import { Icon } from '../ui/icon';
import { Panel } from '../ui/panel';
import { Failed, Loading } from '../ui/states';
import { JobView } from './job-view';
import { type Edit, isApplicable, isSame } from './plan';
import { PlanView } from './plan-view';
import styles from './streams.module.css';
import { useApply, useDiff } from './use-streams';

/** A stream file that is edited, what it would change, and applying it. What was typed stays whatever the server says. */
export function StreamEditor({ served }: { served: string }) {
  const [edit, setEdit] = useState<Edit>({ yaml: served, train: false, notPersonal: false });
  const diff = useDiff();
  const show = () => diff.mutate(edit);
  const change = (part: Partial<Edit>) => setEdit(old => ({ ...old, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      show();
    }
  };
  return (
    <div className={styles.work}>
      <Panel title="Stream file" end={<FileTools served={served} onFile={yaml => change({ yaml })} />}>
        <form className={styles.form} onSubmit={submit}>
          <Textarea aria-label="Stream file" classNames={{ input: `mono ${styles.file}` }} value={edit.yaml} spellCheck={false} autoCapitalize="off"
            autoCorrect="off" placeholder="version: 1&#10;name: payments&#10;schema:&#10;  …" onChange={e => change({ yaml: e.currentTarget.value })} onKeyDown={onKey} />
          <div className={styles.options}>
            <Checkbox label="Learn a model with this file and promote both" description="Needed where the champion reads a feature that is changed or taken away"
              checked={edit.train} onChange={e => change({ train: e.currentTarget.checked })} />
            <Checkbox label="A personal column may become one that everybody reads" description="Needed where a mark is taken away"
              checked={edit.notPersonal} onChange={e => change({ notPersonal: e.currentTarget.checked })} />
          </div>
          <div className={styles.buttons}>
            <Button type="submit" loading={diff.isPending} disabled={!edit.yaml.trim()}>Show what changes</Button>
            <span className="dim">Ctrl Enter</span>
          </div>
        </form>
      </Panel>
      <Panel title="What changes"><Outcome edit={edit} diff={diff} onRetry={show} /></Panel>
    </div>
  );
}

function FileTools({ served, onFile }: { served: string; onFile: (yaml: string) => void }) {
  return (
    <span className={styles.buttons}>
      <FileButton accept=".yaml,.yml,application/yaml,text/yaml" onChange={file => void file?.text().then(onFile)}>
        {props => <Button {...props} size="compact-sm" variant="default">Open a file…</Button>}
      </FileButton>
      {served && <Button size="compact-sm" variant="default" onClick={() => onFile(served)}>As served</Button>}
    </span>
  );
}

function Outcome({ edit, diff, onRetry }: { edit: Edit; diff: ReturnType<typeof useDiff>; onRetry: () => void }) {
  const { job } = useSearch({ strict: false }) as { job?: string };
  if (diff.isPending) return <Loading lines={5} />;
  if (diff.isError) return <Failed compact what="This file cannot be read as a stream" error={diff.error} onRetry={onRetry} />;
  if (diff.data) return <Planned key={diff.submittedAt} edit={edit} planned={diff.data} />;
  if (job) return <JobView id={job} />;
  return <p className={styles.hint}>Edit the file or open another one; what it would change is shown here before anything is applied.</p>;
}

/** On a phone the plan stands below the file. */
const intoView = (plan: HTMLElement | null): void => plan?.scrollIntoView({ block: 'nearest' });

function Planned({ edit, planned }: { edit: Edit; planned: NonNullable<ReturnType<typeof useDiff>['data']> }) {
  const navigate = useNavigate();
  const apply = useApply();
  const canApply = may(useAccount(), 'administer');
  const { plan } = planned;
  if (apply.data?.job_id) return <JobView id={apply.data.job_id} />;
  const isCurrent = isSame(edit, planned.edit);
  // The job is in the address, so that it is found again after a reload.
  const start = () => apply.mutate(planned.edit, {
    onSuccess: ({ job_id }) => void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, job: job_id }), replace: true } as never),
  });
  return (
    <div className={styles.plan} aria-live="polite" ref={intoView}>
      <PlanView plan={plan} />
      {apply.isError && <Failed compact what="It was not applied" error={apply.error} />}
      {isApplicable(plan) && !isCurrent && <p className={styles.hint}>The file was edited since: show what changes once more.</p>}
      {isApplicable(plan) && isCurrent && canApply && (
        <div className={styles.buttons}>
          <Button leftSection={<Icon name="check" size={14} />} loading={apply.isPending} onClick={start}>{plan.served ? `Apply to ${plan.stream}` : `Add ${plan.stream}`}</Button>
        </div>
      )}
      {isApplicable(plan) && !canApply && <p className={styles.hint}>An administrator can apply this; your roles show it only.</p>}
    </div>
  );
}
