import {
  type Condition,
  conditionCovers,
  conditionOf,
  isParted,
  mayCoverPart,
} from '../../../../release/review/grants/conditions';
import { unknownValue } from '../../../../release/review/template/marks';

describe('the value of a condition', () => {
  test('is read as operators, keys and lists of texts', () => {
    expect(conditionOf({ StringEquals: { a: 'x', b: ['y', 5] }, Bool: { c: true } })).toEqual({
      StringEquals: { a: ['x'], b: ['y', '5'] },
      Bool: { c: ['true'] },
    });
    expect(conditionOf(undefined)).toEqual({});
    expect(conditionOf({})).toEqual({});
  });

  test.each([
    ['a text'],
    [{ StringEquals: 'x' }],
    [{ Bool: { a: 'b' }, StringEquals: {} }],
    [['x']],
  ])('that is none cannot be read: %j', (value) => {
    expect(conditionOf(value)).toBeUndefined();
  });
});

const K = 'aws:k';

describe('a condition holds wherever another one does:', () => {
  const of = (operator: string, ...values: readonly string[]) => ({ [operator]: { [K]: values } });
  const equals = (...values: readonly string[]) => of('StringEquals', ...values);
  const like = (...values: readonly string[]) => of('StringLike', ...values);
  const unless = (...values: readonly string[]) => of('StringNotEquals', ...values);

  test.each<[string, Condition, Condition]>([
    ['yes', {}, equals('x')],
    ['no', equals('x'), {}],
    ['no', equals('x'), { StringEquals: { 'aws:other': ['x'] } }],
    ['yes', equals('x'), { StringEquals: { 'AWS:K': ['x'] } }],
    ['yes', equals('x', 'y'), equals('x')],
    ['no', equals('x'), equals('x', 'y')],
    ['no', equals('x'), equals('X')],
    ['yes', equals('x'), { ...equals('x'), Bool: { m: ['true'] } }],
    ['no', { ...equals('x'), Bool: { m: ['true'] } }, equals('x')],
    ['no', { StringEquals: { [K]: ['x'], m: ['y'] } }, equals('x')],
    ['yes', unless('x'), unless('x', 'y')],
    ['no', unless('x', 'y'), unless('x')],
    ['maybe', unless('x'), equals('y')],
    ['yes', like('x*'), like('xy*')],
    ['no', like('xy*'), like('x*')],
    ['yes', like('x*'), equals('xy')],
    ['yes', like('x*'), equals('x*')],
    ['no', like('y*'), equals('xy')],
    ['no', equals('x*'), equals('xy')],
    ['no', equals('xy'), equals('x*')],
    ['yes', equals('x', 'y'), like('x')],
    ['no', equals('x'), like('x', 'y')],
    ['no', equals('x*'), like('x*')],
    ['maybe', equals(unknownValue('Given')), like('x')],
    ['yes', of('ArnLike', 'arn:a*'), of('ArnEquals', 'arn:ab')],
    ['yes', of('ArnEquals', 'arn:a*'), of('ArnLike', 'arn:ab')],
    ['yes', of('ArnNotEquals', 'arn:a'), of('ArnNotLike', 'arn:*')],
    ['maybe', of('ArnNotLike', 'arn:a'), of('ArnLike', 'arn:a')],
    ['yes', of('ArnLike', 'arn:a*'), equals('arn:ab')],
    ['maybe', of('ArnLike', 'arn:a*'), like('arn:ab')],
    ['maybe', equals('arn:a'), of('ArnLike', 'arn:a')],
    ['maybe', equals('5'), of('NumericEquals', '5')],
    ['yes', of('ForAnyValue:StringEquals', 'x', 'y'), of('ForAnyValue:StringEquals', 'x')],
    ['yes', of('ForAllValues:StringLike', 'x*'), of('ForAllValues:StringEquals', 'xy')],
    ['maybe', of('ForAnyValue:StringEquals', 'x'), of('ForAllValues:StringEquals', 'x')],
    ['maybe', of('ForAnyValue:StringEquals', 'x'), equals('x')],
    ['yes', of('StringEqualsIfExists', 'x'), equals('x')],
    ['yes', of('StringEqualsIfExists', 'x'), of('StringEqualsIfExists', 'x')],
    ['no', equals('x'), of('StringEqualsIfExists', 'x')],
    ['yes', of('StringEqualsIgnoreCase', 'x'), of('StringEqualsIgnoreCase', 'X')],
    ['no', of('StringEqualsIgnoreCase', 'x'), of('StringEqualsIgnoreCase', 'Y')],
    ['yes', of('Bool', 'true'), of('Bool', 'True')],
    ['no', of('Bool', 'true'), of('Bool', 'false')],
    ['yes', of('Null', 'TRUE'), of('Null', 'true')],
    ['no', of('Odd', 'x'), of('Odd', 'y')],
    ['yes', of('Odd', 'x'), of('Odd', 'x')],
    // Of several of its own parts on the same key, one is enough.
    ['yes', equals('x', 'y'), { ...unless('z'), ...equals('x') }],
    ['no', of('NumericLessThan', '30'), of('NumericLessThan', '60')],
    ['yes', of('NumericLessThan', '60'), of('NumericLessThan', '30')],
    ['yes', of('NumericLessThan', '60'), of('NumericLessThan', '6e1')],
    ['yes', of('NumericGreaterThanEquals', '30'), of('NumericGreaterThanEquals', '60')],
    ['no', of('NumericGreaterThan', '60'), of('NumericGreaterThan', '30')],
    ['yes', of('NumericGreaterThan', '60'), of('NumericGreaterThan', '60.0')],
    ['maybe', of('NumericLessThan', '60'), of('NumericLessThan', 'x')],
    ['maybe', of('NumericLessThan', 'x'), of('NumericLessThan', '60')],
    ['yes', of('NumericLessThan', 'x'), of('NumericLessThan', 'x')],
    ['yes', of('DateLessThan', '2028-01-01T00:00:00Z'), of('DateLessThan', '2027-01-01T00:00:00Z')],
    ['no', of('DateLessThan', '2027-01-01T00:00:00Z'), of('DateLessThan', '2028-01-01T00:00:00Z')],
    ['yes', of('DateGreaterThan', '2027-01-01'), of('DateGreaterThan', '2028-01-01')],
    ['yes', of('DateLessThan', '1900000000'), of('DateLessThan', '1800000000')],
    // Seconds beside a date: 1900000000 is in 2030.
    ['no', of('DateLessThan', '2027-01-01T00:00:00Z'), of('DateLessThan', '1900000000')],
    ['yes', of('DateLessThan', '1900000000'), of('DateLessThan', '2027-01-01T00:00:00Z')],
    ['yes', of('IpAddress', '10.0.0.0/8'), of('IpAddress', '10.1.0.0/16')],
    ['no', of('IpAddress', '10.0.0.0/16'), of('IpAddress', '10.0.0.0/8')],
    ['no', of('IpAddress', '10.0.0.0/8'), of('IpAddress', '11.0.0.0/16')],
    ['yes', of('IpAddress', '10.0.0.0/8'), of('IpAddress', '10.1.2.3')],
    ['yes', of('IpAddress', '10.0.0.1'), of('IpAddress', '10.0.0.1/32')],
    ['no', of('IpAddress', '10.0.0.1'), of('IpAddress', '10.0.0.0/31')],
    ['yes', of('IpAddress', '2001:db8::/32'), of('IpAddress', '2001:db8:1::/48')],
    ['yes', of('IpAddress', '2001:db8::1'), of('IpAddress', '2001:db8::1/128')],
    ['no', of('IpAddress', '2001:db8::/128'), of('IpAddress', '2001:db8::/64')],
    ['no', of('IpAddress', '2001:db8::1'), of('IpAddress', '2001:db8:0:1::/64')],
    ['no', of('IpAddress', '::/0'), of('IpAddress', '10.0.0.0/8')],
    ['maybe', of('IpAddress', 'x'), of('IpAddress', '10.0.0.0/8')],
    ['maybe', of('IpAddress', '10.0.0.0/8'), of('IpAddress', 'x')],
    ['yes', of('IpAddress', 'x'), of('IpAddress', 'x')],
    ['maybe', of('IpAddress', unknownValue('Given')), of('IpAddress', '10.0.0.0/8')],
    ['maybe', of('IpAddress', '10.0.0.0/8'), of('IpAddress', unknownValue('Given'))],
    ['maybe', of('IpAddress', `10.0.0.0/${unknownValue('Given')}`), of('IpAddress', '10.0.0.0/8')],
    ['maybe', of('IpAddress', '10.0.0.0/8'), of('IpAddress', `10.0.0.0/${unknownValue('Given')}`)],
    ['yes', of('NotIpAddress', '10.1.0.0/16'), of('NotIpAddress', '10.0.0.0/8')],
    ['no', of('NotIpAddress', '10.0.0.0/8'), of('NotIpAddress', '10.1.0.0/16')],
  ])('%s, %j and %j', (certainty, outer, inner) => {
    expect(conditionCovers(outer, inner)).toBe(certainty);
  });
});

test.each([
  ['StringEquals', true],
  ['ForAnyValue:StringLike', true],
  ['ForAllValues:StringEquals', false],
  ['StringNotEquals', false],
  ['ArnNotLikeIfExists', false],
  ['Null', false],
  ['Bool', true],
])('of the values of %s one must hold: %s', (operator, is) => {
  expect(isParted(operator)).toBe(is);
});

describe('a condition may hold for a part of what another one holds for', () => {
  const inner: Condition = {
    StringEquals: { [K]: ['x', 'y'], one: ['x'] },
    StringNotEquals: { not: ['x', 'y'] },
  };
  test.each<[boolean, Condition]>([
    [true, {}],
    [true, { StringEquals: { [K]: ['x'] } }],
    [true, { StringEquals: { 'AWS:K': ['z'] } }],
    [true, { StringEquals: { one: ['x', 'y'] } }],
    [false, { StringEquals: { one: ['y'] } }],
    [false, { StringEquals: { [K]: ['x'], other: ['x'] } }],
    [false, { StringEquals: { [K]: ['x'] }, Bool: { other: ['true'] } }],
    [false, { StringNotEquals: { not: ['x', 'y', 'z'] } }],
    [true, { StringNotEquals: { not: ['x'] } }],
    [true, { StringEquals: { one: [unknownValue('Given')] } }],
  ])('%s, of %j', (may, outer) => {
    expect(mayCoverPart(outer, inner)).toBe(may);
  });
});
