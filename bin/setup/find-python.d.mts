/**
 * A Python >= 3.10 that can make virtual environments.
 * @returns path of the interpreter
 * @throws SetupError PYTHON_MISSING or PYTHON_WITHOUT_VENV
 */
export function findPython(): string;
