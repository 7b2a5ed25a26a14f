#include "query_service/render/html_style.h"

#include "absl/strings/escaping.h"
#include "core/text/sha256.h"

namespace parallax::render {
namespace {

// System fonts only: a page that fetches a font tells somebody who reads it. Chinese ones are named
// by script, since the same characters differ between them.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;
--paper:#fdfcfa;--sheet:#fff;--ink:#1d1c1a;--soft:#5b5853;--rule:#dedad2;--wash:#f5f2ec;
--good:#17624f;--care:#7a5200;--bad:#a8281f;--calm:#4a5766;
--v1:#eef1ef;--v2:#dce6e1;--v3:#c4d8cf;--v4:#a9c8ba;--link:#1f4e8c;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4","Noto Serif",Georgia,"Liberation Serif","DejaVu Serif","Songti SC","Noto Serif CJK SC",serif}
@media (prefers-color-scheme:dark){:root{
--paper:#15171a;--sheet:#1b1e22;--ink:#e9e6e0;--soft:#a9a59d;--rule:#363a40;--wash:#22262b;
--good:#7fd0ba;--care:#e6ba6c;--bad:#ff9d92;--calm:#a9b7c8;
--v1:#22282a;--v2:#25342f;--v3:#284238;--v4:#2c5445;--link:#9dc3f7}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.55 var(--sans);overflow-wrap:anywhere}
:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK){font-family:system-ui,-apple-system,"PingFang TC","PingFang HK","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
:lang(zh-Hans),:lang(zh-CN){font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main,header,footer{max-width:84rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem)}
header{padding-top:clamp(1.5rem,5vw,3.5rem)}
h1{font:600 clamp(1.5rem,4.2vw,2.4rem)/1.18 var(--serif);margin:0 0 .5rem;max-width:30ch;text-wrap:balance;letter-spacing:-.01em}
h2{font:600 1.2rem/1.3 var(--serif);margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--rule)}
h3{font:600 1rem/1.3 var(--sans);margin:1.5rem 0 .25rem}
p{margin:0 0 .5rem}
.lede{color:var(--soft);max-width:62ch}
a{color:var(--link)}
a:focus-visible,button:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--sheet);padding:.5rem 1rem;z-index:9}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:1rem 0 0;padding:0;font-size:.82rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.35rem}
.ic{width:1rem;height:1rem;flex:none;vertical-align:-.16em}
.m-unanimous{color:var(--good)}.m-majority{color:var(--care)}.m-contested{color:var(--bad)}
.m-not-assessed,.m-none{color:var(--calm)}.m-not-stated,.m-not-covered{color:var(--soft)}
.scroll{overflow-x:auto}
.matrix{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45}
.matrix caption{text-align:left;color:var(--soft);font-size:.85rem;padding-bottom:.5rem}
.matrix th,.matrix td{text-align:left;vertical-align:top;padding:.75rem .9rem .75rem 0;border-bottom:1px solid var(--rule);font-weight:400;min-width:9.5rem}
.matrix thead th{font:600 1rem/1.3 var(--serif);border-bottom:2px solid var(--ink);vertical-align:bottom}
.matrix thead td{border-bottom:2px solid var(--ink);min-width:0}
.matrix tbody th{font-weight:600;width:11rem;min-width:8rem;position:sticky;left:0;background:var(--paper)}
.id{display:block;font:400 .72rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft)}
.who{display:none}
.lead{font-weight:600}
.wording,.text{font-family:var(--serif)}
.wording :lang(zh),.text :lang(zh),.wording:lang(zh),.text:lang(zh){font-family:"Songti SC","Noto Serif CJK SC",SimSun,serif}
.wording :lang(zh-Hant),.text :lang(zh-Hant){font-family:"Songti TC","Noto Serif CJK TC",PMingLiU,serif}
.wording{color:var(--soft)}
.matrix p{margin:0 0 .3rem}
.items{margin:0 0 .3rem;padding:0 0 0 1rem}
.items li{margin:0 0 .15rem}
.alt{padding-left:.6rem;border-left:3px solid var(--bad)}
.or{font-style:italic;color:var(--soft)}
.quiet{color:var(--soft);font-style:italic}
.quiet .ic{margin-right:.35rem}
.note{color:var(--soft);font-size:.82em;font-family:var(--sans)}
.foot{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .4rem;font-size:.78rem;color:var(--soft);margin-top:.45rem!important}
.foot b{font-weight:600}
.ref{font:600 .7rem/1 var(--sans);color:var(--link);background:none;border:1px solid var(--rule);border-radius:1rem;min-width:1.5rem;min-height:1.5rem;padding:0 .35rem;margin:0 0 0 .25rem;cursor:pointer;vertical-align:.1em}
.ref:hover{background:var(--wash);border-color:var(--link)}
.map{display:block;font:.78rem var(--sans)}
.map text{fill:var(--ink)}
.map rect{fill:none;stroke:var(--rule)}
.map .v1{fill:var(--v1)}.map .v2{fill:var(--v2)}.map .v3{fill:var(--v3)}.map .v4{fill:var(--v4)}
.plot{margin:0 0 1.25rem;max-width:46rem}
.plot figcaption{font-size:.8rem;color:var(--soft);margin-bottom:.2rem}
.plot svg{display:block;font:.78rem var(--sans);overflow:visible}
.plot .grid{stroke:var(--rule)}
.plot .tick{fill:var(--soft);font-size:.7rem}
.plot .label{fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.plot .lead{color:var(--good)}.plot .other{color:var(--bad)}
.plot rect{fill:currentColor}.plot .other rect{fill:var(--paper);stroke:currentColor;stroke-width:1.5}
.plot .about rect{stroke:currentColor;stroke-dasharray:3 2;fill-opacity:.45}
.plot circle{fill:currentColor;stroke:currentColor;stroke-width:2}.plot .other circle,.plot .about circle{fill:var(--paper)}
.plot .range{stroke:currentColor;stroke-width:3;stroke-linecap:round;opacity:.55}
.tip{color:inherit}.tip path{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.contrasts{padding-left:1.1rem;max-width:72ch}
.contrasts li{margin:0 0 .35rem}
.notes{list-style:none;margin:0;padding:0}
.notes>li{background:var(--sheet);color:var(--ink);border:1px solid var(--rule);padding:.9rem 1.1rem;max-width:44rem}
.notes h3{margin:0 0 .5rem;font-size:.85rem;color:var(--soft);padding-right:2.5rem}
.notes li[popover]{position:fixed;inset:auto 0 0 0;margin:0 auto;width:100%;max-height:70vh;overflow-y:auto;border-radius:.75rem .75rem 0 0;box-shadow:0 -.5rem 2rem #0004;padding-bottom:1.5rem}
.notes blockquote{margin:0 0 .35rem;padding-left:.8rem;border-left:3px solid var(--good);font:400 1rem/1.5 var(--serif)}
.notes blockquote:lang(zh){font-family:"Songti SC","Noto Serif CJK SC",SimSun,serif}
.notes cite{font-style:normal;font-weight:600}
.notes figure{margin:0 0 1rem}
.notes figure:last-child{margin-bottom:0}
.notes figcaption{font-size:.82rem;color:var(--soft)}
.notes .bytes{white-space:nowrap}
.close{position:absolute;top:.4rem;right:.5rem;font:1.1rem/1 var(--sans);color:var(--soft);background:none;border:0;width:2.2rem;height:2.2rem;cursor:pointer}
footer{color:var(--soft);font-size:.8rem;padding-top:2.5rem;padding-bottom:3rem}
footer code{font-size:.92em}
summary{cursor:pointer;color:var(--link)}
.all{display:flex;gap:.5rem;align-items:center;font-size:.9rem}
.all input{width:1.1rem;height:1.1rem;accent-color:var(--good)}
body:has(.all input:checked) .notes li[popover]:not(:popover-open){display:list-item;position:relative;inset:auto;margin:0 0 .75rem;max-height:none;border-radius:0;box-shadow:none}
body:has(.all input:checked) .notes li[popover]:not(:popover-open) .close{display:none}
@media (min-width:48rem){
.notes li[popover]:popover-open{inset:auto auto 1.5rem 50%;transform:translateX(-50%);width:min(44rem,92vw);border-radius:.5rem;box-shadow:0 .5rem 2rem #0005}
@supports (position-area:bottom span-right){.notes li[popover]:popover-open{inset:auto;transform:none;margin:.35rem 0;width:min(34rem,92vw);max-height:24rem;position-area:bottom span-right;position-try-fallbacks:flip-block,flip-inline,flip-block flip-inline}}}
@media (max-width:47.99rem){
.matrix,.matrix tbody,.matrix tr,.matrix th,.matrix td{display:block;width:auto!important;min-width:0}
.matrix caption{display:block}
.matrix thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.matrix tbody th{position:static;font:600 1.05rem/1.3 var(--serif);padding:1.4rem 0 .4rem;border-bottom:2px solid var(--ink)}
.matrix td{padding:.7rem 0}
.who{display:block;font-size:.78rem;font-weight:600;color:var(--soft);text-transform:none;margin-bottom:.15rem!important}
.ref{min-width:1.75rem;min-height:1.75rem}}
@media (prefers-reduced-motion:no-preference){.notes li[popover]:popover-open{animation:rise .14s ease-out}@keyframes rise{from{opacity:0;translate:0 .5rem}}}
@media (forced-colors:active){.plot rect,.plot circle{forced-color-adjust:none}}
@media print{
@page{size:A4 landscape;margin:12mm}
:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--rule:#bbb;--wash:#fff;--good:#17624f;--care:#7a5200;--bad:#a8281f;--calm:#4a5766;--link:#000;--v1:#eef1ef;--v2:#dce6e1;--v3:#c4d8cf;--v4:#a9c8ba}
html{font-size:9pt}
body{font-size:9pt;line-height:1.4}
main,header,footer{max-width:none;padding:0}
h1{font-size:17pt}h2{font-size:11.5pt;margin-top:14pt;break-after:avoid}h3,.plot{break-after:avoid;break-inside:avoid}
.matrix{font-size:8pt}.matrix th,.matrix td{padding:4pt 6pt 4pt 0;min-width:0}.matrix tbody th{position:static;width:auto}
.matrix thead{display:table-header-group}
.scroll{overflow:visible}.map{max-width:100%;height:auto}
.ref{border:0;padding:0;min-width:0;min-height:0;margin:0 0 0 1pt;vertical-align:super;font-size:6pt}
.skip,.close,.all,.hint{display:none!important}
.notes{columns:2;column-gap:8mm}
.notes li[popover]{display:block!important;position:static!important;transform:none;width:auto;max-width:none;max-height:none;overflow:visible;border:0;border-radius:0;box-shadow:none;margin:0 0 5pt;padding:0;break-inside:avoid}
.notes blockquote{font-size:8.5pt}.notes figure{margin-bottom:3pt}.notes figcaption,.notes h3{font-size:7pt}
details::details-content{content-visibility:visible;display:block}}
)css";

constexpr std::string_view kSymbols =
    R"svg(<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">)svg"
    // A full disc with a tick; a disc two thirds full; a square on its corner, split; three lines;
    // a ring with a bar; a broken ring; a dot.
    R"svg(<symbol id="m-unanimous" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.6 8.3l2.3 2.4 4.5-5" fill="none" stroke="var(--paper)" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/></symbol>)svg"
    R"svg(<symbol id="m-majority" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.7"/><path d="M8 8V2a6 6 0 1 1-5.2 9z" fill="currentColor"/></symbol>)svg"
    R"svg(<symbol id="m-contested" viewBox="0 0 16 16"><path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor"/><path d="M9.4 1.5L6.6 7h3L6.4 14.6" fill="none" stroke="var(--paper)" stroke-width="1.8" stroke-linejoin="round"/></symbol>)svg"
    R"svg(<symbol id="m-not-assessed" viewBox="0 0 16 16"><path d="M2 4h12M2 8h12M2 12h7" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></symbol>)svg"
    R"svg(<symbol id="m-none" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.7"/><path d="M3.8 12.2l8.4-8.4" stroke="currentColor" stroke-width="1.7"/></symbol>)svg"
    R"svg(<symbol id="m-not-stated" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 2.2"/></symbol>)svg"
    R"svg(<symbol id="m-not-covered" viewBox="0 0 16 16"><circle cx="8" cy="8" r="1.6" fill="currentColor"/></symbol>)svg"
    "</svg>";

}  // namespace

std::string_view HtmlStyle() { return kStyle; }

std::string_view HtmlSymbols() { return kSymbols; }

std::string HtmlPolicy() {
  std::string digest;
  absl::Base64Escape(text::Sha256(kStyle), &digest);
  return "default-src 'none'; style-src 'sha256-" + digest +
         "'; base-uri 'none'; form-action 'none'";
}

}  // namespace parallax::render
