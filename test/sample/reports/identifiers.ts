export interface Identifier {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly url?: string;
}

export function semgrep(rule: string): Identifier {
  return { type: 'semgrep_id', name: rule, value: rule, url: `https://semgrep.dev/r/gitlab.${rule}` };
}

export function cwe(number: number): Identifier {
  const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
  return { type: 'cwe', name: `CWE-${number}`, value: String(number), url };
}

export function owasp(category: string, name: string): Identifier {
  return { type: 'owasp', name: `${category} - ${name}`, value: category };
}

export function bandit(test: string): Identifier {
  return { type: 'bandit_test_id', name: `Bandit Test ID ${test}`, value: test };
}

export function gosec(rule: string): Identifier {
  return { type: 'gosec_rule_id', name: `Gosec Rule ID ${rule}`, value: rule };
}

export function eslintSecurity(rule: string): Identifier {
  return { type: 'eslint_rule_id', name: `ESLint rule ID/${rule}`, value: rule };
}

export function gitleaks(rule: string): Identifier {
  return { type: 'gitleaks_rule_id', name: `Gitleaks rule ID ${rule}`, value: rule };
}

/** As Trivy has it: the advisory's own page. */
export function cve(id: string): Identifier {
  return { type: 'cve', name: id, value: id, url: `https://nvd.nist.gov/vuln/detail/${id}` };
}

export function ghsa(id: string): Identifier {
  return { type: 'ghsa', name: id, value: id, url: `https://github.com/advisories/${id}` };
}

/** GitLab's advisory database names a directory after the package and a file after the CVE. */
export function gemnasium(uuid: string, packagePath: string, id: string): Identifier {
  const url = `https://gitlab.com/gitlab-org/security-products/gemnasium-db/-/blob/master/${packagePath}/${id}.yml`;
  return { type: 'gemnasium', name: `Gemnasium-${uuid}`, value: uuid, url };
}
