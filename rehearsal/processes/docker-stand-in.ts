import { writeCommand } from './write-command';

/** Begins a line of a build's log about an image that was not made. */
export const NOT_BUILT = '[rehearsal] no Docker image is made:';

/**
 * Stands for Docker in builds: the emulated cloud has no registry that takes images. What makes and publishes
 * an image is recorded and succeeds, so that a pipeline with images goes on. Everything else, such as
 * `docker run`, fails with the reason.
 */
const SCRIPT = `while [ $# -gt 0 ]; do
  case "$1" in
    --config) shift 2 ;;
    *) break ;;
  esac
done
case "$1" in
  --version|version|info) echo "Docker stand-in of the rehearsal"; exit 0 ;;
  inspect) exit 1 ;;
  login) cat >/dev/null; exit 0 ;;
  logout|tag) exit 0 ;;
  build|buildx|push|pull) echo "${NOT_BUILT} docker $*"; exit 0 ;;
esac
echo "docker $*: not rehearsed: no image is made here, so none can be used" >&2
exit 1`;

/** Writes the stand-in as a command. */
export function writeDockerStandIn(file: string): Promise<void> {
  return writeCommand(file, [SCRIPT]);
}
