/** Said at the start. */
export const whatToTry = `What to try:

  - The shield in the activity bar: findings of merge request !482, new ones first.
  - services/orders/export.py: squiggles, lenses above the lines, hovers, the light bulb (Ctrl+.).
  - "SQL injection" there: its details show the way of the data through two files, step by step.
  - frontend/package-lock.json: two findings of lodash, with a fix.
  - Type above a flagged line, or another line into it, and see what becomes of the finding.
  - F1, "GitLab Security": everything the extension can do.`;
