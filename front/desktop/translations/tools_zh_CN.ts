<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>%1 bars are what they were before the repair.</source>
  <translation>%1 根K线已恢复到修复前。</translation>
</message>
<message>
  <source>&amp;Kind:</source>
  <translation>类别(&amp;K)：</translation>
</message>
<message>
  <source>&amp;Undo this repair</source>
  <translation>撤销该修复(&amp;U)</translation>
</message>
<message>
  <source>And comes back with a change of:</source>
  <translation>回到原价需涨跌：</translation>
</message>
<message>
  <source>Bars</source>
  <translation>K线</translation>
</message>
<message>
  <source>Change:</source>
  <translation>涨跌幅：</translation>
</message>
<message>
  <source>In other units</source>
  <translation>换算结果</translation>
</message>
<message>
  <source>Money</source>
  <translation>金额</translation>
</message>
<message>
  <source>N&amp;umber:</source>
  <translation>数值(&amp;U)：</translation>
</message>
<message>
  <source>No repair has been made in this home.</source>
  <translation>该目录还没有做过修复。</translation>
</message>
<message>
  <source>Price after:</source>
  <translation>现价：</translation>
</message>
<message>
  <source>Price and percent</source>
  <translation>涨跌换算</translation>
</message>
<message>
  <source>Price before:</source>
  <translation>原价：</translation>
</message>
<message>
  <source>Read the repairs</source>
  <translation>读取修复记录</translation>
</message>
<message>
  <source>Repairs that were made</source>
  <translation>已做的修复</translation>
</message>
<message>
  <source>Shares of a whole</source>
  <translation>比例</translation>
</message>
<message>
  <source>The price changes by:</source>
  <translation>价格变动：</translation>
</message>
<message>
  <source>Trading time</source>
  <translation>交易时间</translation>
</message>
<message>
  <source>U&amp;nit:</source>
  <translation>单位(&amp;N)：</translation>
</message>
<message>
  <source>Undo repairs</source>
  <translation>撤销修复</translation>
</message>
<message>
  <source>Undo repairs…</source>
  <translation>撤销修复…</translation>
</message>
<message>
  <source>Unit</source>
  <translation>单位</translation>
</message>
<message>
  <source>as a fraction</source>
  <translation>小数</translation>
</message>
<message>
  <source>days of 4 hours</source>
  <translation>交易日（4 小时）</translation>
</message>
<message>
  <source>fen (分)</source>
  <translation>分</translation>
</message>
<message>
  <source>hours</source>
  <translation>小时</translation>
</message>
<message>
  <source>hundred million shares (亿股)</source>
  <translation>亿股</translation>
</message>
<message>
  <source>hundred million yuan (亿元)</source>
  <translation>亿元</translation>
</message>
<message>
  <source>jiao (角)</source>
  <translation>角</translation>
</message>
<message>
  <source>lots of 100 (手)</source>
  <translation>手（100 股）</translation>
</message>
<message>
  <source>million yuan (百万元)</source>
  <translation>百万元</translation>
</message>
<message>
  <source>minutes</source>
  <translation>分钟</translation>
</message>
<message>
  <source>per mille (‰)</source>
  <translation>千分比（‰）</translation>
</message>
<message>
  <source>per ten thousand, basis points (‱)</source>
  <translation>万分比、基点（‱）</translation>
</message>
<message>
  <source>percent (%)</source>
  <translation>百分比（%）</translation>
</message>
<message>
  <source>shares (股)</source>
  <translation>股</translation>
</message>
<message>
  <source>ten thousand lots (万手)</source>
  <translation>万手</translation>
</message>
<message>
  <source>ten thousand shares (万股)</source>
  <translation>万股</translation>
</message>
<message>
  <source>ten thousand yuan (万元)</source>
  <translation>万元</translation>
</message>
<message>
  <source>weeks of 5 days</source>
  <translation>周（5 日）</translation>
</message>
<message>
  <source>years of 244 days</source>
  <translation>年（244 日）</translation>
</message>
<message>
  <source>yuan (元)</source>
  <translation>元</translation>
</message>
</context>
<context>
<name>dialogs</name>
<message>
  <source>Undo repairs</source>
  <translation>撤销修复</translation>
</message>
</context>
</TS>
