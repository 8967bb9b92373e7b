<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>%1 is on the chart.</source>
  <translation>已应用 %1。</translation>
</message>
<message>
  <source>&amp;Apply</source>
  <translation>应用(&amp;A)</translation>
</message>
<message>
  <source>&amp;Favourite</source>
  <translation>收藏(&amp;F)</translation>
</message>
<message>
  <source>&amp;Import…</source>
  <translation>导入(&amp;I)…</translation>
</message>
<message>
  <source>&amp;Rename…</source>
  <translation>重命名(&amp;R)…</translation>
</message>
<message>
  <source>&amp;Save the chart as…</source>
  <translation>存当前图表为(&amp;S)…</translation>
</message>
<message>
  <source>Apply a te&amp;mplate</source>
  <translation>应用模板(&amp;M)</translation>
</message>
<message>
  <source>Double-click a template to put it on the chart in front.</source>
  <translation>双击模板可应用到当前图表。</translation>
</message>
<message>
  <source>Export a template</source>
  <translation>导出模板</translation>
</message>
<message>
  <source>Import a template</source>
  <translation>导入模板</translation>
</message>
<message>
  <source>Name of the template:</source>
  <translation>模板名称：</translation>
</message>
<message>
  <source>New name:</source>
  <translation>新名称：</translation>
</message>
<message>
  <source>No favourite template yet</source>
  <translation>还没有收藏的模板</translation>
</message>
<message>
  <source>Rename a template</source>
  <translation>重命名模板</translation>
</message>
<message>
  <source>Save a template</source>
  <translation>保存模板</translation>
</message>
<message>
  <source>Template</source>
  <translation>模板</translation>
</message>
<message>
  <source>Templates</source>
  <translation>模板</translation>
</message>
<message>
  <source>The indicator templates could not be read. The damaged file is kept as %1.</source>
  <translation>指标模板无法读取，损坏的文件已保留为 %1。</translation>
</message>
</context>
<context>
<name>dialogs</name>
<message>
  <source>Indicator templates</source>
  <translation>指标模板</translation>
</message>
</context>
</TS>
