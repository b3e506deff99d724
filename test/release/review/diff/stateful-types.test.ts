import { holdsState } from '../../../../release/review/diff/stateful-types';

describe('the removal loses state', () => {
  test.each<[what: string, type: string, properties: object]>([
    ['a table', 'AWS::DynamoDB::Table', {}],
    ['what a macro makes', 'Fn::Transform', {}],
    ['what a module makes', 'Acme::Storage::Bucket::MODULE', {}],
    ['the stacks of a stack set', 'AWS::CloudFormation::StackSet', {}],
    ['a product', 'AWS::ServiceCatalog::CloudFormationProvisionedProduct', {}],
    ['a nested application', 'AWS::Serverless::Application', {}],
    ['a table of a serverless application', 'AWS::Serverless::SimpleTable', {}],
    ['a type that a loop makes up', 'AWS::${Service}::Thing', {}],
    [
      'a table in a loop',
      'Fn::ForEach',
      { Value: ['Id', ['a'], { T: { Type: 'AWS::SQS::Queue' } }] },
    ],
    [
      'a table in a loop that has become text',
      'Fn::ForEach',
      { Value: "{'Type':'AWS::SQS::Queue'}" },
    ],
  ])('of %s', (_, type, properties) => {
    expect(holdsState(type, properties)).toBe(true);
  });

  test.each<[what: string, type: string, properties: object]>([
    ['a topic', 'AWS::SNS::Topic', {}],
    ['what only names a type', 'AWS::SNS::Topic', { Type: 'AWS::SQS::Queue' }],
    [
      'a loop over topics',
      'Fn::ForEach',
      { Value: ['Id', ['a'], { T: { Type: 'AWS::SNS::Topic' } }] },
    ],
    ['a function that only begins like a macro', 'Fn::TransformAll', {}],
    ['a type with a longer first name', 'XFn::Transform', {}],
    ['a type that goes on after a module', 'Acme::Storage::MODULES', {}],
    ['a part of a stack set', 'AWS::CloudFormation::StackSetPart', {}],
    ['a part of a product', 'AWS::ServiceCatalog::CloudFormationProvisionedProductPart', {}],
    ['a function of a serverless application', 'AWS::Serverless::Function', {}],
    ['a part of a serverless application', 'AWS::Serverless::ApplicationPart', {}],
    ...[
      'AWS::CloudFormation::StackSet',
      'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
      'AWS::Serverless::Application',
    ].map(
      (type) =>
        ['a type whose name only ends like it', `Acme::${type}`, {}] as [string, string, object],
    ),
  ])('control: not of %s', (_, type, properties) => {
    expect(holdsState(type, properties)).toBe(false);
  });
});
