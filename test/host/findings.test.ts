// A merge request with findings of every kind in one window. The order counts: the cold start comes first, and what
// changes GitLab for those after it last.
import './findings/coldStart.ts';
import './findings/onLines.ts';
import './findings/hostileReports.ts';
import './findings/commands.ts';
import './findings/api.ts';
