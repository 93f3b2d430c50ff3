// A line over time, as SVG. Series are remembered while the page is open, whichever view is shown.

const NS = 'http://www.w3.org/2000/svg';
const LENGTH = 90;
const LEAST = 30;
const series = new Map();

// Adds a value of a growing counter; gives its rate per second since the last time.
export function rateOf(name, total, atMs) {
  const known = series.get(name) ?? { points: [], total, atMs };
  const seconds = (atMs - known.atMs) / 1000;
  if (seconds > 0) {
    push(known.points, Math.max(0, (total - known.total) / seconds));
    known.total = total;
    known.atMs = atMs;
  }
  series.set(name, known);
  return known.points.at(-1) ?? 0;
}

export function remember(name, value) {
  const known = series.get(name) ?? { points: [] };
  push(known.points, value);
  series.set(name, known);
}

function push(points, value) {
  points.push(value);
  if (points.length > LENGTH) points.shift();
}

export const points = name => series.get(name)?.points ?? [];

export function line(name, kind) {
  const values = points(name);
  const length = Math.max(LEAST, values.length);
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', `0 0 ${length - 1} 40`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', kind ?? '');
  svg.setAttribute('aria-hidden', 'true');
  const shape = (tag, type, text) => {
    const element = document.createElementNS(NS, tag);
    element.setAttribute('class', type);
    element.setAttribute('points', text);
    svg.append(element);
  };
  shape('polyline', 'base', `0,39.5 ${length - 1},39.5`);
  if (values.length > 1) {
    const top = Math.max(...values, 1e-9) * 1.08;
    const from = length - values.length;
    const dots = values.map((value, i) => `${from + i},${(39 - value / top * 37).toFixed(2)}`).join(' ');
    shape('polygon', 'area', `${from},40 ${dots} ${length - 1},40`);
    shape('polyline', 'line', dots);
  }
  return svg;
}
