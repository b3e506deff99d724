import {
  StageLocks,
  type ExecutionMode,
  type Visitor,
} from '../../../rehearsal/runner/stage-locks';

const visitor = (number: number): Visitor => ({ executionId: `execution-${number}`, number });

/** Executions that come to one stage, in the given order; the first one is in it. */
function atTheDoor(mode: ExecutionMode, ...numbers: readonly number[]) {
  const locks = new StageLocks();
  const reports: string[] = [];
  for (const number of numbers) {
    void locks.enter('prod', visitor(number), mode).then((admission) => {
      reports.push(
        admission.entered
          ? `${number} enters`
          : `${number} superseded by ${admission.by.executionId}`,
      );
    });
  }
  const settled = async () => {
    await new Promise(setImmediate);
    return reports.splice(0);
  };
  return { locks, settled };
}

describe('stage', () => {
  test('holds one execution, and lets the next in when it leaves', async () => {
    const { locks, settled } = atTheDoor('SUPERSEDED', 1, 2);

    expect(await settled()).toEqual(['1 enters']);
    expect(locks.holderOf('prod')).toEqual(visitor(1));
    locks.leave('prod');
    expect(await settled()).toEqual(['2 enters']);
    locks.leave('prod');
    expect(locks.holderOf('prod')).toBeUndefined();
  });

  test('in SUPERSEDED mode has the newest waiting in front of it, and no other', async () => {
    const { locks, settled } = atTheDoor('SUPERSEDED', 1, 2, 3);

    expect(await settled()).toEqual(['1 enters', '2 superseded by execution-3']);
    locks.leave('prod');
    expect(await settled()).toEqual(['3 enters']);
  });

  test('in SUPERSEDED mode does not let an older execution take the place of a newer one', async () => {
    const { settled } = atTheDoor('SUPERSEDED', 1, 3, 2);

    expect(await settled()).toEqual(['1 enters', '2 superseded by execution-3']);
  });

  test('in QUEUED mode lets everybody in, in the order in which they came', async () => {
    const { locks, settled } = atTheDoor('QUEUED', 1, 2, 3);

    expect(await settled()).toEqual(['1 enters']);
    locks.leave('prod');
    locks.leave('prod');
    expect(await settled()).toEqual(['2 enters', '3 enters']);
  });

  test('goes to who has waited, not to who comes in the moment in which it is left', async () => {
    const { locks, settled } = atTheDoor('QUEUED', 1, 2);
    await settled();
    locks.leave('prod');
    void locks.enter('prod', visitor(3), 'QUEUED');

    expect(locks.holderOf('prod')).toEqual(visitor(2));
    expect(await settled()).toEqual(['2 enters']);
  });

  test('is locked apart from every other stage', async () => {
    const { locks } = atTheDoor('SUPERSEDED', 1);

    expect(await locks.enter('dev', visitor(2), 'SUPERSEDED')).toEqual({ entered: true });
  });
});
