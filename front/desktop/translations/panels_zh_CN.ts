<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>panels</name>
<message>
  <source>Indicators</source>
  <translation>指标</translation>
</message>
<message>
  <source>Log</source>
  <translation>日志</translation>
</message>
<message>
  <source>Overview</source>
  <translation>概览</translation>
</message>
<message>
  <source>Patterns</source>
  <translation>形态</translation>
</message>
<message>
  <source>Securities</source>
  <translation>证券</translation>
</message>
<message>
  <source>Signals</source>
  <translation>信号</translation>
</message>
<message>
  <source>Tasks</source>
  <translation>任务</translation>
</message>
</context>
</TS>
