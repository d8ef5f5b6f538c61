export type Role = 'guest' | 'reporter' | 'developer' | 'maintainer' | 'owner';

/** GitLab's access levels. */
export const accessLevels: Readonly<Record<Role, number>> = {
  guest: 10,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
};
