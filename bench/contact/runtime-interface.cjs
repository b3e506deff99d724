'use strict';

// Lambda's runtime interface as far as a start-up shows it: load the handler, then take events.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
const { request } = require('node:http');

const [bundle] = process.argv.slice(2);
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;

function call(method, url, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function main() {
  const { handler } = require(bundle);
  for (;;) {
    const { headers, text } = await call('GET', `${api}/next`);
    const awsRequestId = headers['lambda-runtime-aws-request-id'];
    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    const getRemainingTimeInMillis = () => deadline - Date.now();
    const answer = await handler(JSON.parse(text), { awsRequestId, getRemainingTimeInMillis });
    await call('POST', `${api}/${awsRequestId}/response`, JSON.stringify(answer));
  }
}

void main();
