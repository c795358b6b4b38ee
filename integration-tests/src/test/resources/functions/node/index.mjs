import { setTimeout as pause } from 'node:timers/promises';

export const greet = async (event) => {
  const { to } = JSON.parse(event.body);
  console.log('greeting', to);
  return { statusCode: 200, body: `hello, ${to}` };
};

/** The timer is lost when the environment is frozen: nothing waits for it. */
export const lost = async (event) => {
  if (event.requestContext.routeKey === 'remind') {
    setTimeout(() => console.log('reminded'), 100);
  } else {
    await pause(500);
  }
  return { statusCode: 200, body: event.requestContext.routeKey };
};

/** The cure: the response waits for the work. */
export const kept = async () => {
  await pause(100);
  console.log('reminded');
  return { statusCode: 200, body: 'kept' };
};
