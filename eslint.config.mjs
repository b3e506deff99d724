import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** What Node gives every module; the compiler knows it for TypeScript. */
const nodeGlobals = Object.fromEntries(
  ['console', 'setTimeout', 'clearTimeout', 'URL'].map((name) => [name, 'readonly']),
);
const commonJsGlobals = Object.fromEntries(
  ['module', 'require', 'process', '__dirname'].map((name) => [name, 'readonly']),
);

export default tseslint.config(
  { ignores: ['cdk.out/', '.waypost/', 'node_modules/', 'coverage/'] },
  eslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    files: ['**/*.cjs', '*.js'],
    languageOptions: { sourceType: 'commonjs', globals: { ...nodeGlobals, ...commonJsGlobals } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Index access of a Record reads better with brackets, which the compiler asks for.
      '@typescript-eslint/dot-notation': 'off',
      // CDK constructs work by being made.
      'no-new': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/no-disabled-tests': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="todo"]',
          message: 'A test that is not written proves nothing.',
        },
      ],
      'jest/no-commented-out-tests': 'error',
      // Tests hold facts through checks of their own as well, whose names start so.
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect*', 'assert*', '**.assert*'] },
      ],
    },
  },
  prettier,
);
