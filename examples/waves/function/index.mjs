import { env } from 'node:process';

export const handler = async () => ({ greeting: env['GREETING'] });
