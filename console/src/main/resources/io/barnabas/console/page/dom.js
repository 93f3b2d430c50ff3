// Elements without markup in strings: what comes from a topic is text, never HTML.

export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child == null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

export function toast(text, bad = false) {
  const box = h(bad ? 'div.toast.bad' : 'div.toast', {}, text);
  document.getElementById('toasts').append(box);
  setTimeout(() => box.remove(), bad ? 7000 : 3500);
}

// A dialog with fields; `act` does what it is for and may throw what is to be read.
export function ask(title, fields, verb, act, danger = false) {
  const trouble = h('div.trouble', { role: 'alert' });
  const form = h('form', { method: 'dialog', onsubmit: async event => {
    event.preventDefault();
    go.disabled = true;
    try {
      const said = await act(new FormData(form));
      dialog.close();
      if (said) toast(said);
    } catch (error) {
      trouble.textContent = error.message;
    } finally {
      go.disabled = false;
    }
  } });
  const go = h(danger ? 'button.danger' : 'button.main', { type: 'submit' }, verb);
  append(form, [h('h1', {}, title), fields, trouble,
    h('div.ends', {}, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), go)]);
  const dialog = h('dialog', { 'aria-label': title, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export const field = (label, control) => h('label.field', {}, h('span', {}, label), control);

export function head(title, about, { crumb, acts } = {}) {
  return h('div.head', {}, crumb && h('div.crumb', {}, crumb), h('h1', {}, title), h('span.about', {}, about), acts && h('div.acts', {}, acts));
}

export const empty = (title, text) => h('div.empty', {}, h('b', {}, title), text);

// A table whose rows can be walked through with the arrows and opened with Enter.
export function table(columns, rows) {
  return h('div.table', {}, h('table', {},
    h('thead', {}, h('tr', {}, columns.map(([name, kind]) => h(kind ? 'th.' + kind : 'th', { scope: 'col' }, name)))),
    h('tbody', {}, rows)));
}

export function row(open, ...cells) {
  return h('tr.row', { tabindex: '0', onclick: event => { if (!event.target.closest('a,button')) open(event); },
    onkeydown: event => { if (event.key === 'Enter' && event.target.matches('tr')) open(event); } }, cells);
}

export function pager(offset, limit, shown, matching, turn) {
  if (matching <= limit && offset === 0) return null;
  return h('div.pager', {},
    h('span', {}, `${offset + 1} to ${offset + shown} of ${matching.toLocaleString('en')}`),
    h('span', {},
      h('button', { type: 'button', disabled: offset === 0, onclick: () => turn(Math.max(0, offset - limit)) }, 'Back'), ' ',
      h('button', { type: 'button', disabled: offset + shown >= matching, onclick: () => turn(offset + limit) }, 'Next')));
}
