/** Types whose values are, or end with, a host. */
const WITH_HOST = ['CNAME', 'MX', 'NS', 'SRV'];

/** A value as a zone file has it -> as ZoneRecord has it. */
export function inOneForm(type: string, value: string): string {
  if (type === 'TXT') return joined(value);
  if (type === 'AAAA') return shortAddress(value);
  return WITH_HOST.includes(type) ? value.toLowerCase().replace(/\.$/, '') : value;
}

/** `"one" "two"` -> `onetwo` */
function joined(value: string): string {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text = '']) => text.replaceAll(/\\(["\\])/g, '$1'))
    .join('');
}

/** As a resolver prints it, however it was typed. */
function shortAddress(value: string): string {
  return new URL(`http://[${value}]`).hostname.slice(1, -1);
}
