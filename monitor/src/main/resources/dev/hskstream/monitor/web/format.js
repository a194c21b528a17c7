// Numbers as people read them. What is not known is "?".

const whole = new Intl.NumberFormat('en-US');

export function count(value) {
  return value === null || value === undefined ? '?' : whole.format(value);
}

export function decimal(value) {
  if (value === null || value === undefined) return '?';
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

export function percent(share) {
  return share === null || share === undefined ? '?' : (100 * share).toFixed(share < 0.1 ? 2 : 1).replace(/\.?0+$/, '') + ' %';
}

export function bytes(value) {
  if (value === null || value === undefined) return '?';
  let unit = 0;
  while (value >= 1000 && unit < 4) { value /= 1000; unit++; }
  return (unit && value < 100 ? value.toFixed(1) : Math.round(value)) + ' ' + ['B', 'kB', 'MB', 'GB', 'TB'][unit];
}

/** A duration in at most two units, so that it is read at once. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '?';
  const s = Math.round(seconds);
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min' + (s < 600 && s % 60 ? ' ' + (s % 60) + ' s' : '');
  if (s < 86400) return Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
  return Math.floor(s / 86400) + ' d ' + Math.floor(s % 86400 / 3600) + ' h';
}

export function clock(millis) {
  const time = new Date(millis);
  const day = time.toDateString() === new Date().toDateString() ? '' : time.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }) + ' ';
  return day + time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

export function date(text) {
  return text ? new Date(text).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '?';
}
