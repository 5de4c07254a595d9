/** True for an absolute http(s), ws(s) or sip address of at most 2,000 characters. */
export function isUrl(text: string): boolean {
  return text.length <= 2000 && /^(https?|wss?):\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}
