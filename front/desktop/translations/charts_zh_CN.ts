<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>Charts</source>
  <translation>图表</translation>
</message>
<message>
  <source>&amp;Charts</source>
  <translation>图表(&amp;C)</translation>
</message>
<message>
  <source>Layout</source>
  <translation>布局</translation>
</message>
<message>
  <source>Tabs, and how many charts stand beside each other</source>
  <translation>标签页，以及同屏显示的图表数</translation>
</message>
<message>
  <source>One chart</source>
  <translation>单图</translation>
</message>
<message>
  <source>Two charts</source>
  <translation>两图</translation>
</message>
<message>
  <source>Four charts</source>
  <translation>四图</translation>
</message>
<message>
  <source>Six charts</source>
  <translation>六图</translation>
</message>
<message>
  <source>Nine charts</source>
  <translation>九图</translation>
</message>
<message>
  <source>New tab</source>
  <translation>新建标签页</translation>
</message>
<message>
  <source>Close this tab</source>
  <translation>关闭此标签页</translation>
</message>
<message>
  <source>All charts show the same time</source>
  <translation>各图显示同一时段</translation>
</message>
<message>
  <source>&amp;New tab</source>
  <translation>新建标签页(&amp;N)</translation>
</message>
<message>
  <source>&amp;Close this tab</source>
  <translation>关闭此标签页(&amp;C)</translation>
</message>
<message>
  <source>Next &amp;tab</source>
  <translation>下一标签页(&amp;T)</translation>
</message>
<message>
  <source>Previous ta&amp;b</source>
  <translation>上一标签页(&amp;B)</translation>
</message>
<message>
  <source>&amp;One chart</source>
  <translation>单图(&amp;O)</translation>
</message>
<message>
  <source>T&amp;wo charts</source>
  <translation>两图(&amp;W)</translation>
</message>
<message>
  <source>&amp;Four charts</source>
  <translation>四图(&amp;F)</translation>
</message>
<message>
  <source>&amp;Six charts</source>
  <translation>六图(&amp;S)</translation>
</message>
<message>
  <source>N&amp;ine charts</source>
  <translation>九图(&amp;I)</translation>
</message>
<message>
  <source>Next c&amp;hart</source>
  <translation>下一图(&amp;H)</translation>
</message>
<message>
  <source>&amp;Previous chart</source>
  <translation>上一图(&amp;P)</translation>
</message>
<message>
  <source>S&amp;everal periods</source>
  <translation>多周期同列(&amp;E)</translation>
</message>
<message>
  <source>Red rises</source>
  <translation>红涨绿跌</translation>
</message>
<message>
  <source>Green rises</source>
  <translation>绿涨红跌</translation>
</message>
<message>
  <source>Code, name, pinyin, indicator or period</source>
  <translation>代码、名称、拼音、指标或周期</translation>
</message>
<message>
  <source>What it may mean</source>
  <translation>候选项</translation>
</message>
<message>
  <source>Nothing is called so.</source>
  <translation>没有匹配项。</translation>
</message>
</context>
</TS>
