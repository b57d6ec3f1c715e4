/** The rows of a list, and what a row says of itself. */
export const rowsOf = page => page.locator('[role="row"][aria-rowindex]');
export const sequenceOf = async row => Number((await row.getAttribute('id')).replace('decision-', ''));
