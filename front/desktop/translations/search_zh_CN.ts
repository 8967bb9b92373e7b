<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>%1 found so far</source>
  <translation>已选出 %1 只</translation>
</message>
<message>
  <source>%1 left</source>
  <translation>剩余 %1</translation>
</message>
<message>
  <source>%1 of %2 securities fulfil the conditions.</source>
  <translation>%2 只证券中有 %1 只满足条件。</translation>
</message>
<message>
  <source>%1 securities so far</source>
  <translation>已完成 %1 只</translation>
</message>
<message>
  <source>&amp;Add</source>
  <translation>添加(&amp;A)</translation>
</message>
<message>
  <source>&amp;Export…</source>
  <translation>导出(&amp;E)…</translation>
</message>
<message>
  <source>A number; 1.5亿 and 300万 are read too</source>
  <translation>数字，也可写作 1.5亿、300万</translation>
</message>
<message>
  <source>A pattern</source>
  <translation>形态</translation>
</message>
<message>
  <source>Advanced search</source>
  <translation>高级选股</translation>
</message>
<message>
  <source>All of these hold</source>
  <translation>满足全部条件</translation>
</message>
<message>
  <source>Amount</source>
  <translation>成交额</translation>
</message>
<message>
  <source>Any of these holds</source>
  <translation>满足任一条件</translation>
</message>
<message>
  <source>As &amp;text:</source>
  <translation>文字(&amp;T)：</translation>
</message>
<message>
  <source>Cancelled; %1 were found until then.</source>
  <translation>已取消，此前选出 %1 只。</translation>
</message>
<message>
  <source>Comparison</source>
  <translation>比较方式</translation>
</message>
<message>
  <source>Conditions</source>
  <translation>条件</translation>
</message>
<message>
  <source>Double-click a line to see it on the chart.</source>
  <translation>双击一行可在图表中查看。</translation>
</message>
<message>
  <source>Found securities</source>
  <translation>选出的证券</translation>
</message>
<message>
  <source>How many must hold</source>
  <translation>满足方式</translation>
</message>
<message>
  <source>JSON (*.json)</source>
  <translation>JSON 文件 (*.json)</translation>
</message>
<message>
  <source>Judged at each security&#x27;s last bar, in the period and adjustment of the chart. Double-click a line to see it there.</source>
  <translation>按各证券最后一根K线判断，周期与复权同图表。双击一行可在图表中查看。</translation>
</message>
<message>
  <source>Kind of condition</source>
  <translation>条件类型</translation>
</message>
<message>
  <source>Left value</source>
  <translation>左侧数值</translation>
</message>
<message>
  <source>Name of the search:</source>
  <translation>条件名称：</translation>
</message>
<message>
  <source>Number</source>
  <translation>数值</translation>
</message>
<message>
  <source>On one of the last &amp;bars:</source>
  <translation>最近几根内(&amp;B)：</translation>
</message>
<message>
  <source>Re&amp;move</source>
  <translation>移除(&amp;M)</translation>
</message>
<message>
  <source>Right value</source>
  <translation>右侧数值</translation>
</message>
<message>
  <source>Sa&amp;ve as…</source>
  <translation>另存为(&amp;V)…</translation>
</message>
<message>
  <source>Save search</source>
  <translation>保存选股条件</translation>
</message>
<message>
  <source>Saved searches</source>
  <translation>已存条件</translation>
</message>
<message>
  <source>Table (*.csv)</source>
  <translation>表格 (*.csv)</translation>
</message>
<message>
  <source>The same in writing, such as close &gt; MA(20); press Enter after a change</source>
  <translation>条件的文字写法，如 close &gt; MA(20)；修改后按回车</translation>
</message>
<message>
  <source>Values compared</source>
  <translation>数值比较</translation>
</message>
<message>
  <source>Workbook (*.xlsx)</source>
  <translation>工作簿 (*.xlsx)</translation>
</message>
<message>
  <source>output</source>
  <translation>输出</translation>
</message>
<message>
  <source>the pattern&#x27;s own</source>
  <translation>按形态自身门槛</translation>
</message>
</context>
<context>
<name>dialogs</name>
<message>
  <source>Advanced search</source>
  <translation>高级选股</translation>
</message>
</context>
</TS>
