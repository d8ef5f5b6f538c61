import { reportFileNames } from '../../src/core/model/reportType.ts';

/** What it needs of GitLab's answers. */
interface Named {
  readonly id: number;
  readonly iid: number;
}

/**
 * What an extension does that asks one question after the other: version, user, project, merge request, pipeline, jobs, and the report
 * of each job. It reads no finding and compares with nothing. Gives how many reports it has got.
 *
 * @param archived whether reports are files in the jobs' archives, as before GitLab 19.4
 */
export async function naiveChain(
  url: string,
  token: string,
  path: string,
  archived: boolean,
): Promise<number> {
  const get = async (route: string) => {
    const response = await fetch(`${url}/api/v4${route}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${route}: ${response.status}`);
    return response;
  };
  const list = async (route: string) => (await (await get(route)).json()) as readonly Named[];
  await get('/version');
  await get('/user');
  const project = `/projects/${encodeURIComponent(path)}`;
  await get(project);
  const [mergeRequest] = await list(`${project}/merge_requests?state=opened&source_branch=feature`);
  const [pipeline] = await list(`${project}/merge_requests/${mergeRequest?.iid}/pipelines`);
  const jobs = await list(`${project}/pipelines/${pipeline?.id}/jobs?per_page=100`);
  for (const { id } of jobs) {
    const file = archived ? `/${reportFileNames.sast}` : '?file_type=sast';
    await (await get(`${project}/jobs/${id}/artifacts${file}`)).json();
  }
  return jobs.length;
}
