/** Line icons on a grid of 16, drawn for this console. */
const PATHS = {
  overview: 'M2 13.5h12M3.5 11V7.5M6.5 11V4M9.5 11V6M12.5 11V2.5',
  decisions: 'M2.5 4h11M2.5 8h11M2.5 12h7M12 10.5l1 1 1.6-2',
  entities: 'M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.7c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  users: 'M6 7.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.8 13c.3-2.2 2-3.5 4.2-3.5s3.900 1.300 4.200 3.500M10.600 2.900a2.200 2.200 0 0 1 0 4.200M12 9.800c1.300.5 2.100 1.600 2.300 3.200',
  keys: 'M5.200 10.800a2.900 2.900 0 1 0 0-5.800 2.900 2.900 0 0 0 0 5.800zM8 7.900h6M12 7.900v2.400',
  audit: 'M4 2.500h6l2.500 2.500v8.500H4zM6.300 7h4M6.300 9.500h4M10 2.500V5h2.500',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.400 10.400l3.300 3.300',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  play: 'M5 3.200l7.500 4.800L5 12.800z',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.800V8l2.300 1.600',
  stream: 'M2 5.500c2-2 4 2 6 0s4 2 6 0M2 10.500c2-2 4 2 6 0s4 2 6 0',
  download: 'M8 2.500v7M5 7l3 3 3-3M3 13h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.500l3.300 3.300L13 5',
  chevron: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4L6 8l4 4',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  sun: 'M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM8 1.500v1.400M8 13.100v1.400M1.500 8h1.400M13.100 8h1.400M3.400 3.400l1 1M11.600 11.600l1 1M12.600 3.400l-1 1M4.400 11.600l-1 1',
  moon: 'M13 9.600A5.500 5.500 0 0 1 6.400 3 5.500 5.500 0 1 0 13 9.600z',
  screen: 'M2 3h12v8H2zM6 13.500h4',
  signOut: 'M6.500 2.500H3v11h3.500M7 8h6.500M11 5.300L13.700 8 11 10.700',
  lock: 'M4 7.200h8v6H4zM5.600 7.200V5.400a2.400 2.400 0 0 1 4.800 0v1.800',
  plus: 'M8 3v10M3 8h10',
  replay: 'M3 8a5 5 0 1 0 1.600-3.700M3 2.500v2.600h2.600',
  copy: 'M5.500 5.500h7.500v8H5.500zM3 10.500v-8h7.500',
  help: 'M6.200 6.200a1.900 1.900 0 1 1 2.700 1.700c-.6.3-.9.7-.9 1.300M8 11.300v.2M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
  warning: 'M8 2.500l6 10.800H2zM8 6.500v3.300M8 11.500v.2',
  filter: 'M2.500 3.500h11L9.300 8.500v4l-2.600-1.300V8.500z',
  flag: 'M4 14V2.500M4 3h8l-2 2.800 2 2.700H4',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={name === 'more' ? 2.4 : 1.5}
    strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
    <path d={PATHS[name]} />
  </svg>
);
