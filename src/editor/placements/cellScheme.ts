/** Of the documents that VS Code makes of a notebook's cells. */
export const cellScheme = 'vscode-notebook-cell';
