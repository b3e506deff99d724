import { isPublic } from './adapters/is-public';
import { webhooksFunction } from './function';

export const handler = webhooksFunction(isPublic);
