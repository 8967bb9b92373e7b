<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>dialogs</name>
<message>
  <source>&amp;Copy all</source>
  <translation>全部复制(&amp;C)</translation>
</message>
<message>
  <source>&amp;Libraries</source>
  <translation>第三方库(&amp;L)</translation>
</message>
<message>
  <source>About FactorWeave-Quant</source>
  <translation>关于 FactorWeave-Quant</translation>
</message>
<message>
  <source>Back-test</source>
  <translation>回测</translation>
</message>
<message>
  <source>Batch back-test</source>
  <translation>批量回测</translation>
</message>
<message>
  <source>Calculator</source>
  <translation>计算器</translation>
</message>
<message>
  <source>Data quality</source>
  <translation>数据质量</translation>
</message>
<message>
  <source>Export</source>
  <translation>导出</translation>
</message>
<message>
  <source>First steps</source>
  <translation>启动向导</translation>
</message>
<message>
  <source>Import data</source>
  <translation>导入数据</translation>
</message>
<message>
  <source>L&amp;icence</source>
  <translation>许可证(&amp;I)</translation>
</message>
<message>
  <source>Optimization dashboard</source>
  <translation>优化仪表板</translation>
</message>
<message>
  <source>Pattern search</source>
  <translation>形态搜索</translation>
</message>
<message>
  <source>Pattern versions</source>
  <translation>形态版本</translation>
</message>
<message>
  <source>Settings</source>
  <translation>设置</translation>
</message>
<message>
  <source>Shortcuts</source>
  <translation>快捷键</translation>
</message>
<message>
  <source>Stock analysis for the A-share market</source>
  <translation>A股市场股票分析</translation>
</message>
<message>
  <source>Theme editor</source>
  <translation>主题编辑器</translation>
</message>
<message>
  <source>Tuning of patterns</source>
  <translation>形态批量优化</translation>
</message>
</context>
</TS>
