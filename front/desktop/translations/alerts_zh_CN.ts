<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>&amp;Securities:</source>
  <translation>证券(&amp;S)：</translation>
</message>
<message>
  <source>Acknowledge</source>
  <translation>确认</translation>
</message>
<message>
  <source>Acknowledge alerts</source>
  <translation>确认预警</translation>
</message>
<message>
  <source>Acknowledge all</source>
  <translation>全部确认</translation>
</message>
<message>
  <source>Alert</source>
  <translation>预警</translation>
</message>
<message>
  <source>Alerts</source>
  <translation>预警</translation>
</message>
<message>
  <source>Alerts raised: %1</source>
  <translation>新触发预警 %1 条</translation>
</message>
<message>
  <source>Alerts that came true</source>
  <translation>已触发的预警</translation>
</message>
<message>
  <source>Check now</source>
  <translation>立即检查</translation>
</message>
<message>
  <source>Check the alerts</source>
  <translation>检查预警</translation>
</message>
<message>
  <source>Checked; raised anew: %1.</source>
  <translation>已检查，新触发 %1 条。</translation>
</message>
<message>
  <source>Codes with spaces or commas between, such as SH600000, 000001</source>
  <translation>代码以空格或逗号分隔，如 SH600000, 000001</translation>
</message>
<message>
  <source>Condition</source>
  <translation>条件</translation>
</message>
<message>
  <source>Delete</source>
  <translation>删除</translation>
</message>
<message>
  <source>Delete an alert</source>
  <translation>删除预警</translation>
</message>
<message>
  <source>Edit…</source>
  <translation>编辑…</translation>
</message>
<message>
  <source>New…</source>
  <translation>新建…</translation>
</message>
<message>
  <source>No alert is set yet: New… sets one. Alerts are judged after each import and refresh.</source>
  <translation>还没有预警：点击“新建…”设置。每次导入或刷新后自动检查。</translation>
</message>
<message>
  <source>P&amp;eriod:</source>
  <translation>周期(&amp;E)：</translation>
</message>
<message>
  <source>Read the alerts</source>
  <translation>读取预警</translation>
</message>
<message>
  <source>Remove</source>
  <translation>移除</translation>
</message>
<message>
  <source>Remove alerts</source>
  <translation>移除预警记录</translation>
</message>
<message>
  <source>Save an alert</source>
  <translation>保存预警</translation>
</message>
<message>
  <source>The alert is &amp;on</source>
  <translation>启用该预警(&amp;O)</translation>
</message>
<message>
  <source>What came true</source>
  <translation>触发条件</translation>
</message>
<message>
  <source>acknowledged</source>
  <translation>已确认</translation>
</message>
<message>
  <source>as the conditions say</source>
  <translation>默认取条件文字</translation>
</message>
<message>
  <source>new</source>
  <translation>新</translation>
</message>
<message>
  <source>off</source>
  <translation>停用</translation>
</message>
<message>
  <source>on</source>
  <translation>启用</translation>
</message>
</context>
<context>
<name>dialogs</name>
<message>
  <source>Set an alert</source>
  <translation>设置预警</translation>
</message>
</context>
<context>
<name>panels</name>
<message>
  <source>Alerts</source>
  <translation>预警</translation>
</message>
</context>
</TS>
