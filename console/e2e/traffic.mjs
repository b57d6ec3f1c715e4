/** Sends one transaction as a program would, so that there is a live decision to see even when nobody else sends any. */
export async function sendTransaction({ baseUrl, user, password }, entity, fields = {}) {
  const { access_token: token } = await post(`${baseUrl}/api/v1/auth/login`, { username: user, password });
  const headers = { Authorization: `Bearer ${token}` };
  const { items } = await (await fetch(`${baseUrl}/api/v1/streams`, { headers })).json();
  const [stream] = items;
  if (!stream) throw new Error('there is no stream to send a transaction to');
  const data = { entity_id: entity, amount: 1499.99, merchant: '<img src=x onerror=alert(1)>', timestamp: new Date().toISOString(), ...fields };
  return post(`${baseUrl}/api/v1/scoring/score`, { data, model_name: stream.name, include_explanations: false }, headers);
}

async function post(address, body, headers = {}) {
  const response = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${new URL(address).pathname} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
