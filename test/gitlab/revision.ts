/** The commit a GitLab says it was built from. */
export const revision = 'ceb07b24cb0';
