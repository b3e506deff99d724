/** A CloudFormation template. */
export interface Template {
  readonly [section: string]: unknown;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** @throws Error that names the stack, if its template is not JSON. CDK's templates are JSON. */
export function parseTemplate(stackName: string, text: string): Template {
  try {
    return JSON.parse(text) as Template;
  } catch (cause) {
    throw new Error(
      `The template of ${stackName} is not JSON: it was not deployed by this pipeline`,
      {
        cause,
      },
    );
  }
}
