/** The empty page. Its program adds everything, as text. */
const BODY = '<div id="app"></div>\n<noscript>The console needs JavaScript.</noscript>';

export const PAGE = pageOf(
  '<link rel="stylesheet" href="/console.css">\n<script src="/console.js" defer></script>',
  BODY,
);

export function pageOf(head: string, body = BODY): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Waypost rehearsal</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;
}
