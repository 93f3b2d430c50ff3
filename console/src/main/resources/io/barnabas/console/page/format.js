// Numbers and times as people read them.

const plain = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const count = n => n == null || n < 0 ? '–' : plain.format(n);
export const compact = n => n < 100000 ? plain.format(Math.round(n)) : short.format(n);

export function rate(n) {
  return n === 0 ? '0' : n < 10 ? n.toFixed(1) : compact(n);
}

export function bytes(n) {
  if (n == null || n < 0) return '–';
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1024; unit++; }
  return (unit === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)) + ' ' + units[unit];
}

export function duration(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 60) return s + ' s';
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}

export const ms = n => n === 0 ? '–' : n < 1 ? n.toFixed(2) + ' ms' : n < 100 ? n.toFixed(1) + ' ms' : Math.round(n) + ' ms';

export function time(at) {
  if (at < 0) return '–';
  const date = new Date(at);
  const pad = (n, width = 2) => String(n).padStart(width, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

// [0,1,2,5] as 0–2, 5
export function ranges(numbers) {
  const parts = [];
  const sorted = [...numbers].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; i++) {
    const from = sorted[i];
    while (i + 1 < sorted.length && sorted[i + 1] === sorted[i] + 1) i++;
    parts.push(sorted[i] === from ? String(from) : `${from}–${sorted[i]}`);
  }
  return parts.join(', ');
}
