export const Brand = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
    <rect width="32" height="32" rx="7" fill="#1f3f8f" />
    <path d="M7 9l9 15 9-15" fill="none" stroke="#fff" strokeWidth="3.200" strokeLinecap="round" strokeLinejoin="round" />
    <circle cx="16" cy="11.200" r="2.600" fill="#fff" />
  </svg>
);
