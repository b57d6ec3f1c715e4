import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.VIGIL_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
  preview: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
