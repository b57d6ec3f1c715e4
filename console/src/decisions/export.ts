import { addressOf, request } from '../api/http';
import type { View } from '../view/view';
import { type Filters, parametersOf } from './filters';

/** Fetches the CSV of the filtered decisions and hands it to the browser as a file. */
export async function exportDecisions(filters: Filters, view: View): Promise<void> {
  const response = await request(addressOf('/decisions/export', parametersOf(filters, view, Date.now())), { headers: { Accept: 'text/csv' } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `decisions-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
