import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { type Mutant, mutated, type MutableTemplate } from './mutants';

/*
 * Set up before a test file, it puts a mutant into each template that the file reads. Tests read what was
 * synthesized, so no stack is made anew for a mutant.
 */
const mutant = process.env['WAYPOST_TEMPLATE_MUTANT'];

if (mutant !== undefined) {
  const subject = JSON.parse(mutant) as Mutant;
  const property = Object.getOwnPropertyDescriptor(
    CloudFormationStackArtifact.prototype,
    'template',
  );
  if (!property?.get) throw new Error('Stacks of an assembly have no template to weaken.');
  Object.defineProperty(CloudFormationStackArtifact.prototype, 'template', {
    ...property,
    get(this: CloudFormationStackArtifact) {
      return mutated(property.get?.call(this) as MutableTemplate, subject);
    },
  });
}
