const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["MicroMessenger", "WeChat"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;

/** Words a browser's description of itself as "Chrome · Windows"; what is not known is left out. */
export function deviceOf(agent: string): string {
  const parts = [BROWSERS, SYSTEMS].map((table) => table.find(([mark]) => agent.includes(mark))?.[1]);
  return parts.filter(Boolean).join(" · ");
}
