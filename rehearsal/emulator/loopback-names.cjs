'use strict';

/**
 * Preload (`node --require`): resolves `*.localhost` to 127.0.0.1, as browsers and curl do.
 * Gap: Node asks the machine's resolver. Many resolvers do not know these names (RFC 6761, section 6.3).
 */
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const { nextTick } = require('node:process');
const { promisify } = require('node:util');

const LOOPBACK = { address: '127.0.0.1', family: 4 };
const isLoopbackName = (hostname) => /\.localhost\.?$/i.test(hostname);

const { lookup } = dns;
const lookupPromise = dns.promises.lookup;

dns.lookup = (hostname, options, callback) => {
  if (typeof options === 'function') return dns.lookup(hostname, {}, options);
  if (!isLoopbackName(hostname)) return lookup(hostname, options, callback);
  if (options.all) return nextTick(callback, null, [LOOPBACK]);
  return nextTick(callback, null, LOOPBACK.address, LOOPBACK.family);
};
dns.lookup[promisify.custom] = (hostname, options) => dns.promises.lookup(hostname, options);

dns.promises.lookup = async (hostname, options) => {
  if (!isLoopbackName(hostname)) return lookupPromise(hostname, options);
  return options?.all ? [LOOPBACK] : LOOPBACK;
};

syncBuiltinESMExports();
