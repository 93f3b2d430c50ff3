// Keys and values: one line in a table, all of it below; JSON with its structure.

import { h } from './dom.js';

export function short(value, wanted) {
  if (value == null) return h('span.null', {}, 'null');
  if (value.hex !== undefined) return h('span.faint', {}, value.hex.slice(0, 200));
  if (value.text === '') return h('span.null', {}, 'empty');
  return highlight(value.text.slice(0, 400).replace(/\s+/g, ' '), wanted);
}

export function full(value, wanted) {
  if (value == null) return h('pre', {}, h('span.null', {}, 'null'));
  if (value.hex !== undefined) return h('pre', {}, hexdump(value.hex));
  const text = value.text.trim();
  if (!value.cut && /^[[{]/.test(text)) {
    try {
      const lines = [];
      json(JSON.parse(text), '', lines);
      return h('pre', {}, lines);
    } catch {
      // Not JSON after all.
    }
  }
  return h('pre', {}, highlight(value.text, wanted));
}

function highlight(text, wanted) {
  if (!wanted) return text;
  const parts = [];
  const lower = text.toLowerCase();
  let at = 0;
  for (let found = lower.indexOf(wanted); found >= 0; found = lower.indexOf(wanted, at)) {
    parts.push(text.slice(at, found), h('mark', {}, text.slice(found, found + wanted.length)));
    at = found + wanted.length;
  }
  parts.push(text.slice(at));
  return parts.map(part => part instanceof Node ? part : document.createTextNode(part)).reduce((box, part) => { box.append(part); return box; }, document.createDocumentFragment());
}

function hexdump(hex) {
  const all = hex.split(' ');
  const lines = [];
  for (let i = 0; i < all.length; i += 16) {
    const part = all.slice(i, i + 16);
    const text = part.map(code => { const c = parseInt(code, 16); return c >= 32 && c < 127 ? String.fromCharCode(c) : '·'; }).join('');
    lines.push(i.toString(16).padStart(6, '0') + '  ' + part.join(' ').padEnd(48) + '  ' + text + '\n');
  }
  return lines;
}

function json(value, indent, out) {
  const deeper = indent + '  ';
  if (Array.isArray(value)) {
    if (!value.length) { out.push('[]'); return; }
    out.push('[\n');
    value.forEach((element, i) => { out.push(deeper); json(element, deeper, out); out.push(i < value.length - 1 ? ',\n' : '\n'); });
    out.push(indent + ']');
  } else if (value && typeof value === 'object') {
    const entries = Object.entries(value);
    if (!entries.length) { out.push('{}'); return; }
    out.push('{\n');
    entries.forEach(([key, element], i) => {
      out.push(deeper, h('span.j-key', {}, JSON.stringify(key)), ': ');
      json(element, deeper, out);
      out.push(i < entries.length - 1 ? ',\n' : '\n');
    });
    out.push(indent + '}');
  } else {
    const kind = typeof value === 'string' ? 'j-str' : typeof value === 'number' ? 'j-num' : 'j-lit';
    out.push(h('span.' + kind, {}, JSON.stringify(value)));
  }
}
