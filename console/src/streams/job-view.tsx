import { Progress } from '@mantine/core';
import { count } from '../format/number';
import { Icon } from '../ui/icon';
import { Failed, Loading } from '../ui/states';
import { reasonsOf, shareOf, stepOf, verdictOf } from './plan';
import styles from './streams.module.css';
import { type ApplyJob, useApplyJob } from './use-streams';

/** A file that is being applied: how far it is, then what was done or why not. */
export function JobView({ id }: { id: string }) {
  const job = useApplyJob(id);
  if (job.isPending) return <Loading lines={3} />;
  if (job.isError) return <Failed compact what="How far it is could not be read" error={job.error} onRetry={() => void job.refetch()} />;
  return (
    <div className={styles.plan} aria-live="polite">
      {job.data.status === 'done' && <Done job={job.data} />}
      {job.data.status === 'failed' && <NotDone job={job.data} />}
      {job.data.status !== 'done' && job.data.status !== 'failed' && <Running job={job.data} />}
    </div>
  );
}

function Running({ job: { result } }: { job: ApplyJob }) {
  const share = shareOf(result);
  return (
    <div className={styles.progress}>
      <p className={styles.verdict}><Icon name="clock" size={14} />{stepOf(result)}</p>
      <Progress value={share ?? 100} animated={share === null} striped={share === null} aria-label={stepOf(result)} />
      {share !== null && <p className="dim num">{count(result?.entries)} of {count(result?.of)} entries</p>}
      <p className={styles.hint}>The service goes on deciding as before. This page may be left; the job goes on.</p>
    </div>
  );
}

function Done({ job: { result } }: { job: ApplyJob }) {
  return (
    <>
      <p className={styles.verdict}><Icon name="check" size={14} />Applied{result?.sequence ? ` from entry ${count(result.sequence)} on` : ''}</p>
      {result && <p className="dim">{verdictOf(result)}{result.model ? `, with the model ${result.model}` : ''}.</p>}
      {(result?.gaps?.length ?? 0) > 0 && <div className={styles.note}><strong>Not whole at first</strong><ul>{result?.gaps?.map(gap => <li key={gap}>{gap}</li>)}</ul></div>}
    </>
  );
}

const NotDone = ({ job: { result } }: { job: ApplyJob }) => (
  <div role="alert" className={styles.plan}>
    <p className={styles.verdict}><Icon name="warning" size={14} />It was not applied; the stream is served as before</p>
    <ul className={styles.changes}>{reasonsOf(result).map(reason => <li key={reason}>{reason}</li>)}</ul>
  </div>
);
