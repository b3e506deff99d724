/** Type, scope and subject of a message's first line, as https://www.conventionalcommits.org has them. */
export const HEADER = /^(\w*)(?:\((.*)\))?!?: (.*)$/;
