/** The number of a generation of `profile` by the name of its link: 43 for `system-43-link`; undefined for anything else. */
export function parseGenerationLink(profile: string, name: string): number | undefined {
  if (!isGenerationLink(profile, name)) return undefined;
  const middle = name.slice(profile.length + 1, -'-link'.length);
  return /^[1-9]\d{0,8}$/.test(middle) ? Number(middle) : undefined;
}

/** Whether it claims to be a generation of `profile`, numbered or not. */
export function isGenerationLink(profile: string, name: string): boolean {
  return name.startsWith(`${profile}-`) && name.endsWith('-link');
}
