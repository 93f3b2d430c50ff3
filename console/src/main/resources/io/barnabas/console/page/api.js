// The broker by HTTP. What it refuses is an Error with its words.

async function ask(method, path, body, signal) {
  const response = await fetch(path, {
    method, signal, headers: method === 'GET' ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const error = new Error((await response.text()).trim() || `${response.status} ${response.statusText}`);
    error.status = response.status;
    throw error;
  }
  return response.json();
}

const query = parameters => {
  const text = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null && value !== '')).toString();
  return text ? '?' + text : '';
};

export const get = (path, parameters = {}, signal) => ask('GET', path + query(parameters), undefined, signal);
export const post = (path, body) => ask('POST', path, body);
export const remove = path => ask('DELETE', path);
export const topicPath = topic => '/api/topics/' + encodeURIComponent(topic);
export const groupPath = group => '/api/groups/' + encodeURIComponent(group);

// Asks again and again while the view is there and the page is seen; `show` gets each answer, `failed` each failure.
export function poll(signal, everyMs, question, show, failed) {
  let busy = false;
  const once = async () => {
    if (busy || document.hidden || signal.aborted) return;
    busy = true;
    try {
      const answer = await question(signal);
      if (!signal.aborted) show(answer);
    } catch (error) {
      if (!signal.aborted && failed) failed(error);
    } finally {
      busy = false;
    }
  };
  once();
  const timer = setInterval(once, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  return once;
}
