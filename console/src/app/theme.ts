import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e8eefb', '#cfdcf6', '#a4bcee', '#8fb1ff', '#5b8cff', '#3a68d6', '#2450b8', '#1f459f', '#1b3b87', '#152f6c',
];

const dark: MantineColorsTuple = [
  '#e7ebf1', '#c3cad4', '#9aa5b4', '#7d8898', '#3a4554', '#2b3440', '#1a2029', '#13181f', '#0f141a', '#0c1015',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, Menlo, Consolas, monospace",
  defaultRadius: 6,
  cursorType: 'pointer',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, styles: { title: { fontWeight: 600 } }, transitionProps: { duration: 120 }, centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
  },
});

/** Mantine's own colours from ours, so that both look alike. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-dim)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-error': 'var(--critical-text)',
    '--mantine-color-anchor': 'var(--accent-text)',
  };
  return { variables: {}, light: shared, dark: shared };
};
