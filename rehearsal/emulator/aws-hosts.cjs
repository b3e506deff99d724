'use strict';

/**
 * Preload (`node --require`): sends signed requests for AWS to the emulated AWS.
 * Gap: the AWS SDK for JavaScript v2 does not read AWS_ENDPOINT_URL. The CDK CLI before 2.167 has it.
 */
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const { env } = require('node:process');

const { request } = https;
const isAws = (host) => /\.amazonaws\.com(?:\.cn)?$/i.test(host);
const isSigned = (headers) =>
  Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'authorization' && /^AWS4-/.test(String(value)),
  );

https.request = (...given) => {
  const [options, answer] = given;
  const { hostname, host = '', headers = {} } = options;
  const name = hostname ?? host;
  if (!env.AWS_ENDPOINT_URL || !isAws(name) || !isSigned(headers)) return request(...given);
  const emulator = new URL(env.AWS_ENDPOINT_URL);
  return http.request(
    {
      ...options,
      protocol: 'http:',
      host: emulator.hostname,
      hostname: emulator.hostname,
      port: emulator.port,
      agent: undefined,
      // The signature holds for the name of the host at AWS.
      headers: { host: name, ...lowerCase(headers) },
    },
    answer,
  );
};

function lowerCase(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

syncBuiltinESMExports();
