import { inOrder } from '../../../rehearsal/upgrade/stack-order';

const stack = (stackName: string, template: object) => ({
  stackName,
  region: 'eu-west-1',
  template: JSON.stringify(template),
  parameters: {},
});
const exporter = stack('exporter', { Outputs: { A: { Value: 'a', Export: { Name: 'x:A' } } } });
const importer = stack('importer', { Resources: { R: { V: { 'Fn::ImportValue': 'x:A' } } } });
const weak = stack('weak', {
  Resources: { R: { V: { 'Fn::GetStackOutput': { StackName: 'importer', OutputName: 'B' } } } },
});
const alone = stack('alone', {});
const names = (stacks: readonly { readonly stackName: string }[]) =>
  stacks.map(({ stackName }) => stackName);

describe('the order of stacks', () => {
  test('has each one behind those that it reads outputs of, by export or by name', () => {
    expect(names(inOrder([weak, importer, exporter]))).toEqual(['exporter', 'importer', 'weak']);
  });

  test('is otherwise what it was', () => {
    expect(names(inOrder([alone, exporter, importer]))).toEqual(['alone', 'exporter', 'importer']);
  });

  test('does not exist for stacks that read each other, which are named', () => {
    const back = stack('importer', {
      Resources: { R: { V: { 'Fn::GetStackOutput': { StackName: 'weak', OutputName: 'C' } } } },
    });
    expect(() => inOrder([weak, back])).toThrow(/weak -> importer -> weak/);
  });
});
