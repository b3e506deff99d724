import type { Logger } from '../../shared/logger';
import type { Metrics } from '../../shared/metrics';
import type { FormDefinition, MetricName, SubmitForms } from '../contract';
import type { SubmitPorts } from '../core/submit';
import type { HttpRequest } from './read-request';
import type * as respond from './respond';

export interface SubmitHandlerPorts extends SubmitPorts {
  readonly forms: SubmitForms;
  readonly siteOrigin: string;
  readonly allowedOrigins: readonly string[];
  readonly metrics: Metrics<MetricName>;
  readonly log: Logger;
}

/** One request to one form. */
export interface FormRequest {
  readonly request: HttpRequest;
  readonly form: FormDefinition;
  readonly audience: respond.Audience;
}
