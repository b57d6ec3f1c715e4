import { describe, expect, it } from 'vitest';
import { ago, dateTime, exactUtc, inputOf, isZone, momentOf, shortDateTime } from './time';

const AT = '2026-11-21T10:16:30.250Z';

describe('times', () => {
  it('are written in the zone that is asked for', () => {
    expect(dateTime(AT, 'UTC')).toBe('21 Nov 2026, 10:16:30');
    expect(shortDateTime(AT, 'Asia/Singapore')).toBe('21 Nov, 18:16:30');
    expect(shortDateTime('2026-11-21T00:00:00Z', 'UTC')).toBe('21 Nov, 00:00:00');
  });

  it('are exact in UTC', () => expect(exactUtc(AT)).toBe('2026-11-21 10:16:30.250 UTC'));

  it('are relative in live lists', () => {
    const now = Date.parse(AT);
    expect(ago(now - 2_000, now)).toBe('just now');
    expect(ago(now - 59_000, now)).toBe('59 s ago');
    expect(ago(now - 3 * 60_000, now)).toBe('3 min ago');
    expect(ago(now - 30 * 3_600_000, now)).toBe('1 d ago');
    expect(ago(now + 5_000, now)).toBe('just now');
  });

  it.each(['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata'])('go into a field and back in %s', zone => {
    for (const time of ['2026-01-31T23:59:00.000Z', '2026-07-01T00:00:00.000Z', '2026-03-29T06:30:00.000Z', '2026-11-01T12:00:00.000Z']) {
      expect(momentOf(inputOf(time, zone), zone)).toBe(time);
    }
  });

  it('that are none are refused', () => {
    expect(momentOf('', 'UTC')).toBeNull();
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});
