import { StreamEditor } from './stream-editor';
import styles from './streams.module.css';

/** A stream that is not served yet; its file says its name. */
export const AddStreamPage = () => (
  <div className={styles.page}>
    <div className={styles.top}><h1>Add a stream</h1><span className="dim">vigil stream init history.csv writes a file to begin with</span></div>
    <StreamEditor served="" />
  </div>
);
