/**
 * The format cannot express a patch, or it would change more than it says. No mistake of whoever made it: the fix is not
 * offered for this file.
 */
export class ImpossiblePatch extends Error {}
