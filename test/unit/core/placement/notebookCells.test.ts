import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notebookCells } from '../../../../src/core/placement/notebookCells.ts';

const notebook = `{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": "# Title\\nText"
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [{"name": "stdout", "text": ["token\\n"]}],
   "source": [
    "import os\\n",
    "\\n",
    "token = 'abc'"
   ]
  },
  {"cell_type": "code", "source": []}
 ],
 "metadata": {}, "nbformat": 4, "nbformat_minor": 5
}`;

test('the lines of a notebook’s cells are found in its file', () => {
  const told = notebookCells(notebook).map(
    ({ cell, line, fileLine, text }) => `${cell}:${line} ${fileLine} ${text}`,
  );
  assert.deepEqual(told, [
    '0:0 5 # Title',
    '0:1 5 Text',
    '1:0 13 import os',
    '1:1 14 ',
    "1:2 15 token = 'abc'",
  ]);
});

test('what is no notebook has no cells', () => {
  for (const text of ['', '{}', '[]', '{"cells": 1}', '{"cells": [1, {"source": {}}, {"source": []}]}'])
    assert.deepEqual(notebookCells(text), [], text);
});
