// The connection to the monitor. All addresses are relative, so that a proxy may serve this under any path.

const API = 'api/v1/';
const TOKEN = 'hsk-token';
const SILENCE = 15000;
const RETRY = 3000;

export class TokenNeeded extends Error {}
export class Unanswered extends Error {}

export function setToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

function headers(own) {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...own, Authorization: 'Bearer ' + token } : own;
}

/** The JSON at a path of the API. */
export async function get(...path) {
  const asked = fetch(API + path.map(encodeURIComponent).join('/'), { headers: headers({ Accept: 'application/json' }), cache: 'no-store' });
  const response = await asked.catch(failure => { throw new Unanswered('The monitor does not answer: ' + failure.message); });
  if (response.status === 401) throw new TokenNeeded();
  const body = await response.json();
  if (!response.ok) throw new Unanswered(body.error);
  return body;
}

/**
 * Calls told(event, measured) for every event, and told('poll') every few seconds while there are none. Events come through
 * fetch, because an EventSource cannot present a token.
 */
export async function listen(told) {
  const last = { id: null };
  for (;;) {
    try {
      await stream(last, told);
    } catch (failure) {
      told(failure instanceof TokenNeeded ? 'token' : 'poll');
    }
    await new Promise(resume => setTimeout(resume, RETRY));
  }
}

async function stream(last, told) {
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), SILENCE);
  // A browser that keeps the page for its back button would keep the connection too, and it opens no more than six.
  addEventListener('pagehide', () => abort.abort(), { signal: abort.signal });
  try {
    const own = { Accept: 'text/event-stream' };
    if (last.id) own['Last-Event-ID'] = last.id;
    const response = await fetch(API + 'events', { headers: headers(own), cache: 'no-store', signal: abort.signal });
    if (response.status === 401) throw new TokenNeeded();
    if (!response.ok) throw new Error('no events: ' + response.status);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the events have ended');
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE);
      text += value;
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) tell(text.slice(0, end), last, told);
    }
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

function tell(block, last, told) {
  const fields = Object.fromEntries(block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  if (fields.id) last.id = fields.id;
  if (fields.data) told(fields.event, JSON.parse(fields.data));
}
