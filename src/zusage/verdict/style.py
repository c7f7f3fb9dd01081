"""The style of the board page: calm, printable, dark where the reader's system is dark; red only where a promise is broken.

Law: contrast of text at least 4.5 to 1 in both schemes; no font and no image from elsewhere.
"""

from __future__ import annotations

STYLE = """
:root{--ink:#1c2024;--quiet:#565e66;--line:#d9dee2;--paper:#fff;--wash:#f5f6f7;--red:#b3150e;--redwash:#fdeeed;--green:#1a6b3c;--blue:#1f5a93}
@media (prefers-color-scheme:dark){:root{--ink:#e9ecee;--quiet:#a7b0b8;--line:#3a4147;--paper:#16191c;--wash:#1f2327;--red:#ff8a80;--redwash:#3a1d1b;--green:#7fd1a0;--blue:#8fc1f2}}
*{box-sizing:border-box}
body{overflow-wrap:anywhere;margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.kicker{margin:0;color:var(--quiet);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase}
h1{margin:.1rem 0 .6rem;font-size:1.9rem;line-height:1.2}
header p{margin:.2rem 0;color:var(--quiet)}
header .note{margin-top:.8rem;padding:.5rem .8rem;border-left:3px solid var(--line);background:var(--wash);color:var(--ink)}
main{margin-top:1.5rem}
input[name=show]{position:absolute;opacity:0;width:1px;height:1px}
label{display:inline-block;margin:0 .3rem .5rem 0;padding:.25rem .8rem;border:1px solid var(--line);border-radius:1rem;cursor:pointer}
label.broken{color:var(--red);font-weight:600}
input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--paper)}
input:focus-visible+label{outline:3px solid var(--blue);outline-offset:2px}
#show-broken:checked~.board .group:not(.broken),#show-unproven:checked~.board .group:not(.unproven),
#show-attested:checked~.board .group:not(.attested),#show-not_due:checked~.board .group:not(.not_due),
#show-kept:checked~.board .group:not(.kept){display:none}
.group h2{margin:2rem 0 0;padding-bottom:.2rem;border-bottom:2px solid var(--line);font-size:1.15rem}
.group h2 span{color:var(--quiet);font-weight:400}
.group.broken h2{color:var(--red);border-color:var(--red)}
.means{margin:.3rem 0 .8rem;color:var(--quiet);font-size:.9rem}
article{margin:0 0 .8rem;padding:.7rem 1rem;border:1px solid var(--line);border-left-width:4px;border-radius:4px;break-inside:avoid}
.broken article{border-left-color:var(--red);background:var(--redwash)}
.kept article{border-left-color:var(--green)}
.attested article{border-left-color:var(--blue)}
.state{margin:0;font-size:.8rem;font-weight:600;letter-spacing:.03em;color:var(--quiet)}
.state.broken{color:var(--red)}.state.kept{color:var(--green)}.state.attested{color:var(--blue)}
.was{font-weight:400}
blockquote{margin:.15rem 0 .35rem;font-size:1.02rem}
blockquote.quiet{color:var(--quiet);font-style:italic}
article ul{margin:0 0 .3rem;padding:0;list-style:none}
article li{display:inline;color:var(--ink);font-size:.93rem}
article li+li::before{content:" · ";color:var(--quiet)}
.meta{margin:0;color:var(--quiet);font-size:.82rem}
.meta span{white-space:nowrap}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.9rem}
footer h2{margin:0 0 .2rem;font-size:1rem;color:var(--ink)}
@media print{body{max-width:none;padding:0;font-size:9.5pt}label,input{display:none!important}.board .group{display:block!important}article{padding:.35rem .6rem}@page{margin:16mm 14mm}}
"""
