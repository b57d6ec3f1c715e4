import { dateTime, exactUtc, shortDateTime, type Zone } from '../format/time';

/** In the viewer's zone; the exact moment in UTC on hover. */
export const Time = ({ at, zone, isShort = false }: { at: string; zone: Zone; isShort?: boolean }) => (
  <time className="num" dateTime={at} title={exactUtc(at)}>{isShort ? shortDateTime(at, zone) : dateTime(at, zone)}</time>
);
