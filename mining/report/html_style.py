"""The style sheet of a report as a page: on screen light or dark as the system is, on paper in pages."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --accent: ACCENT; --ground: #ffffff; --raised: #f7f8fb; --line: #dfe4ec;
  --ink: #1b2130; --soft: #566178; --mark: color-mix(in srgb, var(--accent) 9%, var(--ground)); --on-map: #f5f7fb; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161f; --raised: #1a202c; --line: #303848; --ink: #e7ebf3;
  --soft: #a3aec2; --mark: color-mix(in srgb, var(--accent) 24%, var(--ground)); --on-map: #f5f7fb; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.6 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: lining-nums; overflow-wrap: break-word; }
a { color: inherit; text-decoration-color: color-mix(in srgb, var(--ink) 35%, transparent);
  text-underline-offset: .2em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; background: var(--ground); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; }
.page { max-width: 66rem; margin: 0 auto; padding: 0 2rem 4rem; }
.cover { border-top: 8px solid var(--accent); padding: 4.5rem 0 2.5rem; }
.cover img { display: block; max-height: 4rem; max-width: 16rem; margin: 0 0 2.5rem; }
h1 { font-size: 2.6rem; line-height: 1.15; letter-spacing: -.022em; font-weight: 680; margin: 0 0 .7rem;
  max-width: 24ch; }
.cover .subtitle { font-size: 1.15rem; color: var(--soft); margin: 0; }
.cover .by { color: var(--soft); margin: 1.6rem 0 0; font-size: .95rem; }
nav { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 1.1rem 0; margin: 0 0 1rem; }
nav h2 { font-size: .78rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); margin: 0 0 .5rem;
  font-weight: 620; }
nav ol { margin: 0; padding: 0; list-style: none; columns: 3 15rem; column-gap: 2rem; counter-reset: part; }
nav li { break-inside: avoid; counter-increment: part; padding: .16rem 0; }
nav li::before { content: counter(part); display: inline-block; width: 1.8em; color: var(--soft);
  font-variant-numeric: tabular-nums; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { padding: 2.6rem 0 .4rem; }
section > h2 { font-size: 1.7rem; line-height: 1.2; letter-spacing: -.016em; font-weight: 660; margin: 0 0 1.1rem;
  padding-left: .8rem; border-left: 4px solid var(--accent); }
h3 { font-size: 1.12rem; line-height: 1.35; margin: 2rem 0 .6rem; font-weight: 640; }
p { margin: 0 0 .9rem; max-width: 72ch; }
p.lead { font-size: 1.13rem; line-height: 1.55; max-width: 66ch; }
p.small, .note, figcaption { font-size: .88rem; color: var(--soft); line-height: 1.5; }
ul, ol { max-width: 72ch; padding-left: 1.35rem; margin: 0 0 1rem; }
li { padding: .12rem 0 .12rem .2rem; }
li::marker { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: .9rem; margin: 1.3rem 0;
  padding: 0; }
.figures > div { border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; background: var(--raised); }
.figures dt { color: var(--soft); font-size: .86rem; line-height: 1.35; }
.figures dd { margin: 0; font-size: .84rem; color: var(--soft); line-height: 1.45; }
.figures dd.value { font-size: 1.75rem; line-height: 1.25; letter-spacing: -.015em; font-weight: 660; color: var(--ink);
  padding: .15rem 0 .2rem; overflow-wrap: normal; }
.figures dd.value.long { font-size: 1rem; letter-spacing: 0; line-height: 1.4; padding: .35rem 0; }
figure { margin: 1.4rem 0; }
figure.map { background: var(--on-map); border: 1px solid var(--line); border-radius: 12px; padding: .8rem;
  text-align: center; }
figure img { max-width: 100%; height: auto; display: inline-block; vertical-align: middle; }
figure.map figcaption { color: #566178; margin-top: .5rem; }
.wide { overflow-x: auto; margin: 1.3rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.42; }
caption { text-align: left; font-weight: 640; padding: 0 0 .55rem; }
th { text-align: left; font-weight: 600; font-size: .84rem; color: var(--soft); vertical-align: bottom;
  border-bottom: 2px solid var(--line); padding: .4rem .8rem .45rem 0; }
td { border-bottom: 1px solid var(--line); padding: .5rem .8rem .5rem 0; vertical-align: top; }
tbody th { font-size: inherit; color: var(--ink); border-bottom: 1px solid var(--line); padding: .5rem .8rem .5rem 0;
  vertical-align: top; min-width: 4.5rem; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr > :last-child { padding-right: 0; }
.note { margin: .6rem 0 0; }
article { border: 1px solid var(--line); border-radius: 14px; padding: 1.4rem 1.6rem 1.5rem; margin: 1.3rem 0;
  background: var(--ground); }
article h3 { margin: .5rem 0 .6rem; font-size: 1.24rem; letter-spacing: -.008em; max-width: 54ch; }
.chips { margin: 0; display: flex; flex-wrap: wrap; gap: .45rem; font-size: .82rem; line-height: 1.4; }
.chips span { border: 1px solid var(--line); border-radius: 999px; padding: .12rem .7rem; color: var(--soft);
  background: var(--raised); }
.chips .rank { border-color: var(--accent); color: var(--ink); background: var(--mark); font-weight: 640;
  font-variant-numeric: tabular-nums; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .4rem 2rem; }
.sides h4, .advice h4 { font-size: .86rem; margin: .7rem 0 .3rem; color: var(--soft); font-weight: 620; }
.sides ul { font-size: .93rem; line-height: 1.5; margin: 0; }
.advice { background: var(--mark); border-radius: 10px; padding: .25rem 1.1rem .9rem; margin-top: 1.1rem; }
.advice p { margin: 0; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; }
@media (max-width: 40rem) { .page { padding: 0 1.1rem 3rem; } h1 { font-size: 2rem; } .cover { padding-top: 2.5rem; }
  article { padding: 1rem 1.1rem; } }
@media print {
  :root { color-scheme: light; --ground: #ffffff; --raised: #f7f8fb; --line: #d5dbe5; --ink: #1b2130; --soft: #4d576c;
    --mark: color-mix(in srgb, var(--accent) 9%, #ffffff); --on-map: #ffffff; }
  @page { size: A4; margin: 18mm 17mm 19mm; }
  body { font-size: 10pt; line-height: 1.5; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  .skip { display: none; }
  .cover { padding: 16mm 0 8mm; }
  h1 { font-size: 26pt; } section > h2 { font-size: 17pt; } p.lead { font-size: 11.5pt; }
  section { padding: 7mm 0 0; }
  section.new-page { break-before: page; padding-top: 0; }
  h2, h3, h4, caption { break-after: avoid; }
  .figures, .figures > div, .advice, tr, figure, li { break-inside: avoid; }
  figure.map { border: 0; padding: 0; }
  figure.map img { max-height: 205mm; width: auto; }
  .wide { overflow: visible; }
  table { font-size: 8.6pt; }
  thead { display: table-header-group; }
  article { padding: 4.5mm 5mm; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(37mm, 1fr)); gap: 2.5mm; }
  .figures > div { padding: 2.5mm 3mm; }
  .figures dd.value { font-size: 13pt; } .figures dd.value.long { font-size: 9.5pt; }
  .sides { grid-template-columns: 1fr 1fr; }
  a { text-decoration: none; }
}
"""
"""`ACCENT` in it stands for the colour of the report."""
