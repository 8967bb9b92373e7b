<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>chart</name>
<message>
  <source>%1 bars, %2 days</source>
  <translation>%1 根K线，%2 天</translation>
</message>
<message>
  <source>%1 bars/s</source>
  <translation>%1 根/秒</translation>
</message>
<message>
  <source>1 minute</source>
  <translation>1分钟</translation>
</message>
<message>
  <source>15 minutes</source>
  <translation>15分钟</translation>
</message>
<message>
  <source>30 minutes</source>
  <translation>30分钟</translation>
</message>
<message>
  <source>5 minutes</source>
  <translation>5分钟</translation>
</message>
<message>
  <source>60 minutes</source>
  <translation>60分钟</translation>
</message>
<message>
  <source>Amount</source>
  <translation>成交额</translation>
</message>
<message>
  <source>Amplitude</source>
  <translation>振幅</translation>
</message>
<message>
  <source>Average</source>
  <translation>均价</translation>
</message>
<message>
  <source>Average price paid</source>
  <translation>成交均价</translation>
</message>
<message>
  <source>Backward adjusted</source>
  <translation>后复权</translation>
</message>
<message>
  <source>Backward adjusted by difference</source>
  <translation>后复权（差价）</translation>
</message>
<message>
  <source>Bars</source>
  <translation>K线</translation>
</message>
<message>
  <source>Bearish</source>
  <translation>看跌</translation>
</message>
<message>
  <source>Best bar</source>
  <translation>最大单根涨幅</translation>
</message>
<message>
  <source>Bullish</source>
  <translation>看涨</translation>
</message>
<message>
  <source>Buy</source>
  <translation>买入</translation>
</message>
<message>
  <source>Candles</source>
  <translation>蜡烛图</translation>
</message>
<message>
  <source>Change</source>
  <translation>涨跌</translation>
</message>
<message>
  <source>Change %</source>
  <translation>涨幅</translation>
</message>
<message>
  <source>Channel</source>
  <translation>平行通道</translation>
</message>
<message>
  <source>Chart</source>
  <translation>K线图</translation>
</message>
<message>
  <source>Chart type</source>
  <translation>图表类型</translation>
</message>
<message>
  <source>Close</source>
  <translation>收盘</translation>
</message>
<message>
  <source>Close before</source>
  <translation>前收盘</translation>
</message>
<message>
  <source>Close the card</source>
  <translation>关闭卡片</translation>
</message>
<message>
  <source>Copy picture</source>
  <translation>复制图片</translation>
</message>
<message>
  <source>Daily</source>
  <translation>日线</translation>
</message>
<message>
  <source>Data box</source>
  <translation>数据窗口</translation>
</message>
<message>
  <source>Direction</source>
  <translation>方向</translation>
</message>
<message>
  <source>Draw</source>
  <translation>画线</translation>
</message>
<message>
  <source>End the replay</source>
  <translation>结束回放</translation>
</message>
<message>
  <source>Fibonacci retracement</source>
  <translation>斐波那契回撤</translation>
</message>
<message>
  <source>Forward adjusted</source>
  <translation>前复权</translation>
</message>
<message>
  <source>Forward adjusted by difference</source>
  <translation>前复权（差价）</translation>
</message>
<message>
  <source>Fri</source>
  <translation>周五</translation>
</message>
<message>
  <source>From</source>
  <translation>起始</translation>
</message>
<message>
  <source>Greatest drawdown</source>
  <translation>最大回撤</translation>
</message>
<message>
  <source>Heikin-Ashi</source>
  <translation>平均K线</translation>
</message>
<message>
  <source>High</source>
  <translation>最高</translation>
</message>
<message>
  <source>Horizontal line</source>
  <translation>水平线</translation>
</message>
<message>
  <source>Interval statistics</source>
  <translation>区间统计</translation>
</message>
<message>
  <source>Intraday</source>
  <translation>分时</translation>
</message>
<message>
  <source>Known at</source>
  <translation>确认于</translation>
</message>
<message>
  <source>Level</source>
  <translation>关键位</translation>
</message>
<message>
  <source>Line</source>
  <translation>收盘线</translation>
</message>
<message>
  <source>Linear</source>
  <translation>普通坐标</translation>
</message>
<message>
  <source>Logarithmic</source>
  <translation>对数坐标</translation>
</message>
<message>
  <source>Longest rise / fall</source>
  <translation>最长连涨 / 连跌</translation>
</message>
<message>
  <source>Low</source>
  <translation>最低</translation>
</message>
<message>
  <source>Mean close</source>
  <translation>平均收盘</translation>
</message>
<message>
  <source>Measure</source>
  <translation>测量</translation>
</message>
<message>
  <source>Mon</source>
  <translation>周一</translation>
</message>
<message>
  <source>Monthly</source>
  <translation>月线</translation>
</message>
<message>
  <source>Neutral</source>
  <translation>中性</translation>
</message>
<message>
  <source>Newest price</source>
  <translation>最新价</translation>
</message>
<message>
  <source>No data</source>
  <translation>暂无数据</translation>
</message>
<message>
  <source>OHLC bars</source>
  <translation>美国线</translation>
</message>
<message>
  <source>One bar back</source>
  <translation>后退一根</translation>
</message>
<message>
  <source>One bar on</source>
  <translation>前进一根</translation>
</message>
<message>
  <source>Open</source>
  <translation>开盘</translation>
</message>
<message>
  <source>Patterns</source>
  <translation>形态</translation>
</message>
<message>
  <source>Pause</source>
  <translation>暂停</translation>
</message>
<message>
  <source>Per cent</source>
  <translation>百分比坐标</translation>
</message>
<message>
  <source>Play</source>
  <translation>播放</translation>
</message>
<message>
  <source>Price</source>
  <translation>价格</translation>
</message>
<message>
  <source>Price axis</source>
  <translation>价格坐标</translation>
</message>
<message>
  <source>Quarterly</source>
  <translation>季线</translation>
</message>
<message>
  <source>Ray</source>
  <translation>射线</translation>
</message>
<message>
  <source>Remove all drawings</source>
  <translation>删除全部画线</translation>
</message>
<message>
  <source>Remove the drawing chosen</source>
  <translation>删除所选画线</translation>
</message>
<message>
  <source>Replay from here</source>
  <translation>从此处回放</translation>
</message>
<message>
  <source>Sat</source>
  <translation>周六</translation>
</message>
<message>
  <source>Save picture</source>
  <translation>保存图片</translation>
</message>
<message>
  <source>Save picture…</source>
  <translation>保存图片…</translation>
</message>
<message>
  <source>Sell</source>
  <translation>卖出</translation>
</message>
<message>
  <source>Shares</source>
  <translation>股数</translation>
</message>
<message>
  <source>Show</source>
  <translation>显示</translation>
</message>
<message>
  <source>Signals</source>
  <translation>信号</translation>
</message>
<message>
  <source>Speed</source>
  <translation>速度</translation>
</message>
<message>
  <source>Statistics of the bars in view</source>
  <translation>可见区间统计</translation>
</message>
<message>
  <source>Stop</source>
  <translation>止损</translation>
</message>
<message>
  <source>Strength</source>
  <translation>强度</translation>
</message>
<message>
  <source>Sun</source>
  <translation>周日</translation>
</message>
<message>
  <source>Target</source>
  <translation>目标</translation>
</message>
<message>
  <source>Text</source>
  <translation>文字</translation>
</message>
<message>
  <source>The next one</source>
  <translation>下一个</translation>
</message>
<message>
  <source>The one before</source>
  <translation>上一个</translation>
</message>
<message>
  <source>Thu</source>
  <translation>周四</translation>
</message>
<message>
  <source>Time</source>
  <translation>时间</translation>
</message>
<message>
  <source>To</source>
  <translation>终止</translation>
</message>
<message>
  <source>Trades</source>
  <translation>成交</translation>
</message>
<message>
  <source>Trend line</source>
  <translation>趋势线</translation>
</message>
<message>
  <source>Tue</source>
  <translation>周二</translation>
</message>
<message>
  <source>Undo</source>
  <translation>撤销</translation>
</message>
<message>
  <source>Unexplained jumps</source>
  <translation>不明跳变</translation>
</message>
<message>
  <source>Up / down / flat</source>
  <translation>涨 / 跌 / 平</translation>
</message>
<message>
  <source>Usual view</source>
  <translation>恢复默认视图</translation>
</message>
<message>
  <source>Volatility a bar</source>
  <translation>单根波动率</translation>
</message>
<message>
  <source>Volume</source>
  <translation>成交量</translation>
</message>
<message>
  <source>Wed</source>
  <translation>周三</translation>
</message>
<message>
  <source>Weekly</source>
  <translation>周线</translation>
</message>
<message>
  <source>Why</source>
  <translation>识别依据</translation>
</message>
<message>
  <source>Worst bar</source>
  <translation>最大单根跌幅</translation>
</message>
<message>
  <source>Yearly</source>
  <translation>年线</translation>
</message>
<message>
  <source>Zoom to these bars</source>
  <translation>放大此区间</translation>
</message>
<message>
  <source>en</source>
  <translation>zh</translation>
</message>
<message>
  <source>Lines</source>
  <translation>线数</translation>
</message>
<message>
  <source>Averages</source>
  <translation>均线</translation>
</message>
<message>
  <source>Momentum</source>
  <translation>动量</translation>
</message>
<message>
  <source>Trend</source>
  <translation>趋势</translation>
</message>
<message>
  <source>Volatility</source>
  <translation>波动</translation>
</message>
<message>
  <source>Prices</source>
  <translation>价格</translation>
</message>
<message>
  <source>Statistics</source>
  <translation>统计</translation>
</message>
<message>
  <source>Mathematics</source>
  <translation>数学</translation>
</message>
<message>
  <source>Cycles</source>
  <translation>周期</translation>
</message>
<message>
  <source>Candle patterns</source>
  <translation>K线形态</translation>
</message>
<message>
  <source>Indicators</source>
  <translation>指标</translation>
</message>
<message>
  <source>All indicators</source>
  <translation>全部指标</translation>
</message>
<message>
  <source>On the chart</source>
  <translation>图中指标</translation>
</message>
<message>
  <source>Name or title</source>
  <translation>名称或标题</translation>
</message>
<message>
  <source>Add over the price</source>
  <translation>叠加到主图</translation>
</message>
<message>
  <source>Add below</source>
  <translation>添加副图</translation>
</message>
<message>
  <source>Remove</source>
  <translation>移除</translation>
</message>
<message>
  <source>Done</source>
  <translation>完成</translation>
</message>
<message>
  <source>hidden</source>
  <translation>已隐藏</translation>
</message>
<message>
  <source>Pane %1</source>
  <translation>副图 %1</translation>
</message>
<message>
  <source>Show again</source>
  <translation>重新显示</translation>
</message>
<message>
  <source>Hide</source>
  <translation>隐藏</translation>
</message>
<message>
  <source>Parameters…</source>
  <translation>参数…</translation>
</message>
<message>
  <source>Indicators…</source>
  <translation>指标…</translation>
</message>
<message>
  <source>Compare with a security</source>
  <translation>与证券对比</translation>
</message>
<message>
  <source>Code, name or initials</source>
  <translation>代码、名称或拼音首字母</translation>
</message>
<message>
  <source>Compare with…</source>
  <translation>叠加对比…</translation>
</message>
<message>
  <source>End the comparison</source>
  <translation>结束对比</translation>
</message>
<message>
  <source>Load what is compared</source>
  <translation>载入对比证券</translation>
</message>
<message>
  <source>%1 in several periods</source>
  <translation>%1 · 多周期同列</translation>
</message>
<message>
  <source>Several periods…</source>
  <translation>多周期同列…</translation>
</message>
<message>
  <source>Limit</source>
  <translation>涨跌停</translation>
</message>
<message>
  <source>locked limit-up</source>
  <translation>一字涨停</translation>
</message>
<message>
  <source>locked limit-down</source>
  <translation>一字跌停</translation>
</message>
<message>
  <source>closed limit-up</source>
  <translation>涨停</translation>
</message>
<message>
  <source>closed limit-down</source>
  <translation>跌停</translation>
</message>
<message>
  <source>State</source>
  <translation>状态</translation>
</message>
<message>
  <source>one price</source>
  <translation>一字线</translation>
</message>
<message>
  <source>still forming</source>
  <translation>未完成</translation>
</message>
</context>
</TS>
