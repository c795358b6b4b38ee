// The authorizer of a WebSocket API: it lets in who has a token of the user pool.
import https from 'node:https';
import { createPublicKey, createVerify } from 'node:crypto';

const region = process.env.POOL.split('_')[0];
const issuer = `https://cognito-idp.${region}.amazonaws.com/${process.env.POOL}`;

const get = url =>
  new Promise((resolve, reject) => {
    https
      .get(url, response => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text)));
      })
      .on('error', reject);
  });

// Keys are fetched once for each execution environment, as libraries do.
const keys = get(`${issuer}/.well-known/jwks.json`);

const json = part => JSON.parse(Buffer.from(part, 'base64url'));

export const handler = async event => {
  const parts = (event.queryStringParameters?.token ?? '').split('.');
  if (parts.length !== 3) {
    throw new Error('Unauthorized');
  }
  const [header, claims] = parts.slice(0, 2).map(json);
  const jwk = (await keys).keys.find(key => key.kid === header.kid);
  const isSigned =
    jwk !== undefined &&
    createVerify('RSA-SHA256')
      .update(`${parts[0]}.${parts[1]}`)
      .verify(createPublicKey({ key: jwk, format: 'jwk' }), parts[2], 'base64url');
  const isGood =
    isSigned &&
    claims.iss === issuer &&
    claims.client_id === process.env.CLIENT &&
    claims.token_use === 'access' &&
    claims.exp > Date.now() / 1000;
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Action: 'execute-api:Invoke', Effect: isGood ? 'Allow' : 'Deny', Resource: event.methodArn },
      ],
    },
    context: { username: claims.username },
  };
};
