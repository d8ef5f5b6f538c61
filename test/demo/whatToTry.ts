/** Said at the start. */
export const whatToTry = `What to try:

  - The shield in the activity bar: findings of merge request !482, new ones first.
  - services/orders/export.py: squiggles, lenses above the lines, hovers, the light bulb (Ctrl+.).
    The branch is three commits ahead of the scan: findings have moved, one is on code that has changed, two have gone.
  - "SQL injection" there, Ctrl+Alt+F9 again and again: the way of the data, step by step through the code.
  - frontend/package.json: two findings of lodash, with a fix, and one that mkdirp brings in.
  - Dockerfile and deploy/k8s/redis.yaml: what is wrong in images, where one would change them.
  - Type above a flagged line, or another line into it, and see what becomes of the finding.
  - F1, "GitLab Security": everything the extension can do.`;
