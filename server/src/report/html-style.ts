/** Of a report's page: read on a screen and on paper. Wide tables scroll in themselves, the page never does. */
export const STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1f1f1f; font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { margin-top: 2.5rem; font-size: 1.3rem; } h3 { font-size: 1.05rem; margin-bottom: 0.2rem; } h4 { margin: 0.8rem 0 0.2rem; font-size: 0.95rem; }
.warnings { border-left: 4px solid #a65706; background: #fff6ec; padding: 0.3rem 0.8rem; } .warnings ul { margin: 0; padding-left: 1.1rem; }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
th, td { padding: 0.3rem 0.5rem; border-bottom: 1px solid #d4d4d4; vertical-align: top; overflow-wrap: normal; }
thead th { text-align: right; border-bottom: 2px solid #1f1f1f; } thead th:first-child, tbody th { text-align: left; }
tbody th { font-weight: 500; min-width: 8rem; max-width: 20rem; overflow-wrap: anywhere; }
td { text-align: right; white-space: nowrap; } td.words { text-align: left; white-space: pre-wrap; min-width: 12rem; }
small { display: block; color: #444; font-weight: 400; font-size: 0.8rem; } .mark { white-space: normal; }
.color { display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.4rem; border-radius: 2px; }
a { color: #0b3d91; } td a { color: inherit; text-decoration-color: #6b6b6b; } a:focus-visible { outline: 2px solid #0b3d91; outline-offset: 2px; }
figure { margin: 2rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: #444; font-size: 0.9rem; }
.passages { border-top: 1px solid #d4d4d4; padding-top: 0.2rem; } .passages:target { background: #eef4fd; outline: 6px solid #eef4fd; }
blockquote { margin: 0.3rem 0 0; white-space: pre-wrap; } cite, .without, .back { color: #444; font-size: 0.9rem; font-style: normal; }
dt { font-weight: 600; margin-top: 0.6rem; } dd { margin: 0 0 0 1rem; } dd p { margin: 0.1rem 0; }
@media print { body { font-size: 10pt; } main { max-width: none; padding: 0; } .table { overflow: visible; } thead { display: table-header-group; } tr, figure, li { break-inside: avoid; } .back { display: none; } td, .color { print-color-adjust: exact; } }
`;
