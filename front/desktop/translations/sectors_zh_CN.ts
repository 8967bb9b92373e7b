<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>Add to a list</source>
  <translation>加入板块</translation>
</message>
<message>
  <source>Change a sector</source>
  <translation>修改板块</translation>
</message>
<message>
  <source>Delete the list %1</source>
  <translation>删除板块 %1</translation>
</message>
<message>
  <source>Name of the list:</source>
  <translation>板块名称：</translation>
</message>
<message>
  <source>New list</source>
  <translation>新建板块</translation>
</message>
<message>
  <source>New list…</source>
  <translation>新建板块…</translation>
</message>
<message>
  <source>Remove a sector</source>
  <translation>删除板块</translation>
</message>
<message>
  <source>Remove from %1</source>
  <translation>从 %1 移除</translation>
</message>
<message>
  <source>Sector</source>
  <translation>板块</translation>
</message>
<message>
  <source>Sectors</source>
  <translation>板块</translation>
</message>
<message>
  <source>The folder of a TDX installation with its block files and your own blocks, one of these files, or CSV: sector,symbol[,kind]</source>
  <translation>通达信安装目录（含板块文件与自定义板块）、其中一个文件，或 CSV：sector,symbol[,kind]</translation>
</message>
</context>
</TS>
