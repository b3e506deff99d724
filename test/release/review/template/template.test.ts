import { parseTemplate } from '../../../../release/review/template/template';

test('a template that is not JSON is refused with the name of its stack', () => {
  expect(parseTemplate('one', '{"Resources":{}}')).toEqual({ Resources: {} });
  const parse = () => parseTemplate('one', 'Resources: {}');
  expect(parse).toThrow('The template of one is not JSON');
  expect(parse).toThrow(
    expect.objectContaining<Partial<Error>>({ cause: expect.any(SyntaxError) }) as Error,
  );
});
