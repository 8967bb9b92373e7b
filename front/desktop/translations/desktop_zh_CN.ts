<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>desktop</name>
<message>
  <source>%1 %2: %3 bars to %4</source>
  <translation>%1 %2：共 %3 根K线，截至 %4</translation>
</message>
<message>
  <source>%1 (in force)</source>
  <translation>%1（现行）</translation>
</message>
<message>
  <source>%1 bars were changed; the way back is kept in %2.</source>
  <translation>已修改 %1 根K线；原值备份于 %2。</translation>
</message>
<message>
  <source>%1 bars, %2 patterns, %3 signals</source>
  <translation>%1 根K线，%2 个形态，%3 个信号</translation>
</message>
<message>
  <source>%1 could not be shown</source>
  <translation>无法显示 %1</translation>
</message>
<message>
  <source>%1 finished, %2 running, %3 waiting</source>
  <translation>已完成 %1，运行中 %2，等待 %3</translation>
</message>
<message>
  <source>%1 h %2 min</source>
  <translation>%1 小时 %2 分</translation>
</message>
<message>
  <source>%1 hits in %2 securities (%3 bars).</source>
  <translation>在 %2 个证券（%3 根K线）中找到 %1 个形态。</translation>
</message>
<message>
  <source>%1 is the key of both %2 and %3.</source>
  <translation>%1 同时用于“%2”和“%3”。</translation>
</message>
<message>
  <source>%1 min %2 s</source>
  <translation>%1 分 %2 秒</translation>
</message>
<message>
  <source>%1 of %2 patterns became better; by luck alone it would be about %3. Put in force: %4.</source>
  <translation>%2 个形态中有 %1 个变好；仅凭运气约为 %3 个。已启用：%4 个。</translation>
</message>
<message>
  <source>%1 of %2 securities</source>
  <translation>%2 个证券中的 %1 个</translation>
</message>
<message>
  <source>%1 of %2 tries; best %3, in force %4 (in training)</source>
  <translation>已尝试 %1/%2；最佳 %3，现行 %4（训练期）</translation>
</message>
<message>
  <source>%1 s</source>
  <translation>%1 秒</translation>
</message>
<message>
  <source>%1 securities</source>
  <translation>%1 个证券</translation>
</message>
<message>
  <source>%1 securities could not be read.</source>
  <translation>%1 个证券无法读取。</translation>
</message>
<message>
  <source>%1 securities: mean return %2, of buying and holding %3; %4 above 0, %5 above buying and holding.</source>
  <translation>%1 个证券：平均收益 %2，买入持有 %3；盈利占 %4，跑赢买入持有占 %5。</translation>
</message>
<message>
  <source>&amp;Algorithm:</source>
  <translation>算法(&amp;A)：</translation>
</message>
<message>
  <source>&amp;Analysis</source>
  <translation>分析(&amp;A)</translation>
</message>
<message>
  <source>&amp;Begin with:</source>
  <translation>基于(&amp;B)：</translation>
</message>
<message>
  <source>&amp;Cash (CNY):</source>
  <translation>资金（元）(&amp;C)：</translation>
</message>
<message>
  <source>&amp;Copy</source>
  <translation>复制(&amp;C)</translation>
</message>
<message>
  <source>&amp;Data</source>
  <translation>数据(&amp;D)</translation>
</message>
<message>
  <source>&amp;Delete</source>
  <translation>删除(&amp;D)</translation>
</message>
<message>
  <source>&amp;Export</source>
  <translation>导出(&amp;E)</translation>
</message>
<message>
  <source>&amp;File</source>
  <translation>文件(&amp;F)</translation>
</message>
<message>
  <source>&amp;File…</source>
  <translation>文件(&amp;F)…</translation>
</message>
<message>
  <source>&amp;Find a security</source>
  <translation>查找证券(&amp;F)</translation>
</message>
<message>
  <source>&amp;From:</source>
  <translation>起始日(&amp;F)：</translation>
</message>
<message>
  <source>&amp;Help</source>
  <translation>帮助(&amp;H)</translation>
</message>
<message>
  <source>&amp;Import</source>
  <translation>导入(&amp;I)</translation>
</message>
<message>
  <source>&amp;Import…</source>
  <translation>导入(&amp;I)…</translation>
</message>
<message>
  <source>&amp;Iterations:</source>
  <translation>迭代次数(&amp;I)：</translation>
</message>
<message>
  <source>&amp;Larger text</source>
  <translation>放大文字(&amp;L)</translation>
</message>
<message>
  <source>&amp;Market:</source>
  <translation>市场(&amp;M)：</translation>
</message>
<message>
  <source>&amp;Name:</source>
  <translation>名称(&amp;N)：</translation>
</message>
<message>
  <source>&amp;Next security</source>
  <translation>下一个证券(&amp;N)</translation>
</message>
<message>
  <source>&amp;One-click optimization</source>
  <translation>一键优化(&amp;O)</translation>
</message>
<message>
  <source>&amp;Pattern:</source>
  <translation>形态(&amp;P)：</translation>
</message>
<message>
  <source>&amp;Pause</source>
  <translation>暂停(&amp;P)</translation>
</message>
<message>
  <source>&amp;Previous security</source>
  <translation>上一个证券(&amp;P)</translation>
</message>
<message>
  <source>&amp;Quit</source>
  <translation>退出(&amp;Q)</translation>
</message>
<message>
  <source>&amp;Reload</source>
  <translation>重新载入(&amp;R)</translation>
</message>
<message>
  <source>&amp;Remove</source>
  <translation>删除(&amp;R)</translation>
</message>
<message>
  <source>&amp;Roll back</source>
  <translation>回退(&amp;R)</translation>
</message>
<message>
  <source>&amp;Run</source>
  <translation>运行(&amp;R)</translation>
</message>
<message>
  <source>&amp;Search</source>
  <translation>搜索(&amp;S)</translation>
</message>
<message>
  <source>&amp;Security:</source>
  <translation>证券(&amp;S)：</translation>
</message>
<message>
  <source>&amp;Smaller text</source>
  <translation>缩小文字(&amp;S)</translation>
</message>
<message>
  <source>&amp;Smart optimization</source>
  <translation>智能优化(&amp;S)</translation>
</message>
<message>
  <source>&amp;Start</source>
  <translation>开始(&amp;S)</translation>
</message>
<message>
  <source>&amp;Tools</source>
  <translation>工具(&amp;T)</translation>
</message>
<message>
  <source>&amp;Until:</source>
  <translation>截止日(&amp;U)：</translation>
</message>
<message>
  <source>&amp;Usual text size</source>
  <translation>默认文字大小(&amp;U)</translation>
</message>
<message>
  <source>&amp;View</source>
  <translation>视图(&amp;V)</translation>
</message>
<message>
  <source>&amp;What:</source>
  <translation>内容(&amp;W)：</translation>
</message>
<message>
  <source>'%1' is not understood; see --help</source>
  <translation>无法理解“%1”，请参阅 --help</translation>
</message>
<message>
  <source>300 invented companies over 10 years, to try everything without data. Real data takes its place later.</source>
  <translation>300 家虚构公司、10 年行情，无需数据即可试用全部功能；以后导入真实数据时自动替换。</translation>
</message>
<message>
  <source>A search uses the first 60 % of the time, chooses by the next 20 % and is judged by the last 20 %.</source>
  <translation>在前 60% 的时间中搜索，由其后 20% 选择，再由最后 20% 检验。</translation>
</message>
<message>
  <source>A year</source>
  <translation>年化</translation>
</message>
<message>
  <source>A year, compounded:</source>
  <translation>年化收益（复利）：</translation>
</message>
<message>
  <source>Accent</source>
  <translation>强调色</translation>
</message>
<message>
  <source>Account</source>
  <translation>账户</translation>
</message>
<message>
  <source>Add to favourites</source>
  <translation>加入自选</translation>
</message>
<message>
  <source>Adjustment</source>
  <translation>复权</translation>
</message>
<message>
  <source>All</source>
  <translation>全部</translation>
</message>
<message>
  <source>All indicators and their parameters…</source>
  <translation>全部指标与参数…</translation>
</message>
<message>
  <source>All levels</source>
  <translation>全部级别</translation>
</message>
<message>
  <source>All patterns</source>
  <translation>全部形态</translation>
</message>
<message>
  <source>All patterns have been judged together.</source>
  <translation>全部形态已一起评判。</translation>
</message>
<message>
  <source>Among many patterns some look better by luck. So nothing is put in force before all are judged: a gain must hold in validation and in the test, and when it is counted how many patterns were tried.</source>
  <translation>同时尝试许多形态时，总有一些只是碰巧变好。因此全部完成后才一起评判：改进必须在验证期和测试期都成立，并且在计入尝试的形态个数后仍然显著，才会启用。</translation>
</message>
<message>
  <source>Amount (CNY)</source>
  <translation>成交额（元）</translation>
</message>
<message>
  <source>Analysis</source>
  <translation>分析</translation>
</message>
<message>
  <source>Appearance</source>
  <translation>外观</translation>
</message>
<message>
  <source>Apply the marked repairs</source>
  <translation>应用勾选的修复</translation>
</message>
<message>
  <source>As lots of 100 (手), in shares:</source>
  <translation>作为手数，合股数：</translation>
</message>
<message>
  <source>As shares, in lots of 100 (手):</source>
  <translation>作为股数，合手数：</translation>
</message>
<message>
  <source>As the system</source>
  <translation>跟随系统</translation>
</message>
<message>
  <source>Averages</source>
  <translation>均线</translation>
</message>
<message>
  <source>Back-test %1 on %2</source>
  <translation>回测 %2 的 %1</translation>
</message>
<message>
  <source>Bar before</source>
  <translation>前一根</translation>
</message>
<message>
  <source>Bars that another program has written; the layout is detected and shown first.</source>
  <translation>其他程序导出的行情；自动识别格式并先行预览。</translation>
</message>
<message>
  <source>Bars with indicators</source>
  <translation>K线与指标</translation>
</message>
<message>
  <source>Basic</source>
  <translation>基础</translation>
</message>
<message>
  <source>Batch back-test of %1</source>
  <translation>批量回测：%1</translation>
</message>
<message>
  <source>Begun</source>
  <translation>开始时间</translation>
</message>
<message>
  <source>Beijing</source>
  <translation>北交所</translation>
</message>
<message>
  <source>Best</source>
  <translation>最佳</translation>
</message>
<message>
  <source>Best (%)</source>
  <translation>最佳（%）</translation>
</message>
<message>
  <source>Better in validation, but the test does not confirm it: leave the pattern as it is.</source>
  <translation>验证期更好，但测试期未证实：建议维持现状。</translation>
</message>
<message>
  <source>Better than the version in force, in validation and in the test.</source>
  <translation>优于现行版本：验证期与测试期均得到证实。</translation>
</message>
<message>
  <source>Bought</source>
  <translation>买入</translation>
</message>
<message>
  <source>Bought at:</source>
  <translation>买入价：</translation>
</message>
<message>
  <source>Buy and hold</source>
  <translation>买入持有</translation>
</message>
<message>
  <source>Buy and sell</source>
  <translation>买入与卖出</translation>
</message>
<message>
  <source>By</source>
  <translation>作者</translation>
</message>
<message>
  <source>By the definitions of TA-Lib (setting indicators.flavour)</source>
  <translation>按 TA-Lib 口径计算（设置项 indicators.flavour）</translation>
</message>
<message>
  <source>By the definitions of TDX (setting indicators.flavour)</source>
  <translation>按通达信口径计算（设置项 indicators.flavour）</translation>
</message>
<message>
  <source>By the rules in force today: stamp duty on sales, transfer fee on both sides.</source>
  <translation>按今日规则：卖出收印花税，双向收过户费。</translation>
</message>
<message>
  <source>CSV (text)</source>
  <translation>CSV（文本）</translation>
</message>
<message>
  <source>CSV files of bars</source>
  <translation>行情 CSV 文件</translation>
</message>
<message>
  <source>CSV: market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10</source>
  <translation>CSV：market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10</translation>
</message>
<message>
  <source>CSV: market,code,name[,list_date,delist_date]</source>
  <translation>CSV：market,code,name[,list_date,delist_date]</translation>
</message>
<message>
  <source>CSV: symbol,from,to</source>
  <translation>CSV：symbol,from,to</translation>
</message>
<message>
  <source>Cancel check</source>
  <translation>取消检查</translation>
</message>
<message>
  <source>Cancel import</source>
  <translation>取消导入</translation>
</message>
<message>
  <source>Cancel run</source>
  <translation>取消运行</translation>
</message>
<message>
  <source>Cancel search</source>
  <translation>取消搜索</translation>
</message>
<message>
  <source>Cancel task</source>
  <translation>取消任务</translation>
</message>
<message>
  <source>Cancelled; what was finished has been judged.</source>
  <translation>已取消；已完成的部分已评判。</translation>
</message>
<message>
  <source>Candles</source>
  <translation>K线</translation>
</message>
<message>
  <source>Capital (CNY):</source>
  <translation>资金（元）：</translation>
</message>
<message>
  <source>Change</source>
  <translation>涨跌幅</translation>
</message>
<message>
  <source>Change %</source>
  <translation>涨幅%</translation>
</message>
<message>
  <source>Change the versions of %1</source>
  <translation>修改 %1 的版本</translation>
</message>
<message>
  <source>Channel</source>
  <translation>通道</translation>
</message>
<message>
  <source>Chart</source>
  <translation>图表</translation>
</message>
<message>
  <source>Chart and lists</source>
  <translation>图表与列表背景</translation>
</message>
<message>
  <source>Check %1</source>
  <translation>检查 %1</translation>
</message>
<message>
  <source>Check &amp;all securities</source>
  <translation>检查全部证券(&amp;A)</translation>
</message>
<message>
  <source>Check &amp;this security</source>
  <translation>检查当前证券(&amp;T)</translation>
</message>
<message>
  <source>Check all</source>
  <translation>检查全部</translation>
</message>
<message>
  <source>Check all securities</source>
  <translation>检查全部证券</translation>
</message>
<message>
  <source>Check this security</source>
  <translation>检查当前证券</translation>
</message>
<message>
  <source>Checking …</source>
  <translation>正在检查……</translation>
</message>
<message>
  <source>ChiNext</source>
  <translation>创业板</translation>
</message>
<message>
  <source>Chosen version</source>
  <translation>所选版本</translation>
</message>
<message>
  <source>Clear finished</source>
  <translation>清除已完成</translation>
</message>
<message>
  <source>Click into the keys of an entry and press the new ones; Backspace removes them.</source>
  <translation>点击某项的快捷键并按下新的组合；退格键清除。</translation>
</message>
<message>
  <source>Close</source>
  <translation>收盘</translation>
</message>
<message>
  <source>Close this notice</source>
  <translation>关闭此提示</translation>
</message>
<message>
  <source>Closed at the lower limit</source>
  <translation>跌停</translation>
</message>
<message>
  <source>Closed at the upper limit</source>
  <translation>涨停</translation>
</message>
<message>
  <source>Closer</source>
  <translation>放大</translation>
</message>
<message>
  <source>Co&amp;mmission:</source>
  <translation>佣金费率(&amp;M)：</translation>
</message>
<message>
  <source>Code</source>
  <translation>代码</translation>
</message>
<message>
  <source>Code, name or pinyin</source>
  <translation>代码、名称或拼音</translation>
</message>
<message>
  <source>Commission:</source>
  <translation>佣金费率：</translation>
</message>
<message>
  <source>Confidence</source>
  <translation>置信度</translation>
</message>
<message>
  <source>Confidence 70 % and more</source>
  <translation>置信度不低于 70%</translation>
</message>
<message>
  <source>Confidence 80 % and more</source>
  <translation>置信度不低于 80%</translation>
</message>
<message>
  <source>Confidence 90 % and more</source>
  <translation>置信度不低于 90%</translation>
</message>
<message>
  <source>Consolidations</source>
  <translation>整理形态</translation>
</message>
<message>
  <source>Contrast of text and window is %1: easy to read.</source>
  <translation>文字与背景的对比度为 %1，易读。</translation>
</message>
<message>
  <source>Contrast of text and window is %1; 4.5 and more is easy to read.</source>
  <translation>文字与背景的对比度为 %1；不低于 4.5 才易读。</translation>
</message>
<message>
  <source>Cuts</source>
  <translation>断点</translation>
</message>
<message>
  <source>Cycles</source>
  <translation>周期</translation>
</message>
<message>
  <source>Daily and minute bars of a TDX (通达信) installation on this computer.</source>
  <translation>本机通达信中的日线和分钟线。</translation>
</message>
<message>
  <source>Data</source>
  <translation>数据</translation>
</message>
<message>
  <source>Data sources</source>
  <translation>数据源</translation>
</message>
<message>
  <source>Data to %1</source>
  <translation>数据截至 %1</translation>
</message>
<message>
  <source>Days under risk warning (ST)</source>
  <translation>风险警示（ST）期间</translation>
</message>
<message>
  <source>Debug and above</source>
  <translation>调试及以上</translation>
</message>
<message>
  <source>Definition</source>
  <translation>定义</translation>
</message>
<message>
  <source>Direction</source>
  <translation>方向</translation>
</message>
<message>
  <source>Double-click a hit to see it on the chart.</source>
  <translation>双击一行可在图上查看。</translation>
</message>
<message>
  <source>Draw</source>
  <translation>画线</translation>
</message>
<message>
  <source>Drawdown</source>
  <translation>最大回撤</translation>
</message>
<message>
  <source>E&amp;xport…</source>
  <translation>导出(&amp;X)…</translation>
</message>
<message>
  <source>Each security has an account of its own with this capital.</source>
  <translation>每个证券各用一个独立账户，初始资金相同。</translation>
</message>
<message>
  <source>Entry</source>
  <translation>功能</translation>
</message>
<message>
  <source>Error: </source>
  <translation>错误：</translation>
</message>
<message>
  <source>Errors</source>
  <translation>错误</translation>
</message>
<message>
  <source>Errors only</source>
  <translation>仅错误</translation>
</message>
<message>
  <source>Ex-rights events</source>
  <translation>除权除息</translation>
</message>
<message>
  <source>Excel workbook (xlsx)</source>
  <translation>Excel 工作簿（xlsx）</translation>
</message>
<message>
  <source>Excess</source>
  <translation>超额</translation>
</message>
<message>
  <source>Export</source>
  <translation>导出</translation>
</message>
<message>
  <source>Export %1</source>
  <translation>导出 %1</translation>
</message>
<message>
  <source>Exports of yfinance, Tushare, JoinQuant, RQData, BaoStock, akshare and the terminals of TDX, 10jqka and EastMoney, or any table with date, open, high, low and close. The layout is detected.</source>
  <translation>yfinance、Tushare、JoinQuant、RQData、BaoStock、akshare 以及通达信、同花顺、东方财富的导出文件，或任何含日期、开高低收的表格；自动识别格式。</translation>
</message>
<message>
  <source>F&amp;older…</source>
  <translation>目录(&amp;O)…</translation>
</message>
<message>
  <source>Falling candle</source>
  <translation>阴线</translation>
</message>
<message>
  <source>Favourites</source>
  <translation>自选</translation>
</message>
<message>
  <source>Fees</source>
  <translation>费用</translation>
</message>
<message>
  <source>Fees of buying (CNY):</source>
  <translation>买入费用（元）：</translation>
</message>
<message>
  <source>Fees of selling (CNY):</source>
  <translation>卖出费用（元）：</translation>
</message>
<message>
  <source>Fibonacci retracement</source>
  <translation>斐波那契回撤</translation>
</message>
<message>
  <source>Figure</source>
  <translation>指标</translation>
</message>
<message>
  <source>Figures</source>
  <translation>绩效</translation>
</message>
<message>
  <source>File or folder</source>
  <translation>文件或目录</translation>
</message>
<message>
  <source>Files: %1; securities: %2; rows accepted: %3, of these new or changed: %4; rejected: %5.</source>
  <translation>文件 %1 个，证券 %2 个；接受 %3 行，其中新增或变更 %4 行；拒绝 %5 行。</translation>
</message>
<message>
  <source>Find a pattern</source>
  <translation>查找形态</translation>
</message>
<message>
  <source>Findings</source>
  <translation>检查结果</translation>
</message>
<message>
  <source>First rows</source>
  <translation>前几行</translation>
</message>
<message>
  <source>Fit (R²)</source>
  <translation>拟合优度 R²</translation>
</message>
<message>
  <source>For&amp;mat:</source>
  <translation>格式(&amp;M)：</translation>
</message>
<message>
  <source>Found</source>
  <translation>找到的值</translation>
</message>
<message>
  <source>Full s&amp;creen</source>
  <translation>全屏(&amp;C)</translation>
</message>
<message>
  <source>Funds</source>
  <translation>基金</translation>
</message>
<message>
  <source>Further</source>
  <translation>缩小</translation>
</message>
<message>
  <source>Gain (CNY)</source>
  <translation>盈亏（元）</translation>
</message>
<message>
  <source>Gain after fees (CNY):</source>
  <translation>扣费后盈亏（元）：</translation>
</message>
<message>
  <source>Gaps</source>
  <translation>缺口</translation>
</message>
<message>
  <source>Generations of the genetic algorithm, tries of the others</source>
  <translation>遗传算法的代数，其他算法的尝试次数</translation>
</message>
<message>
  <source>Grid of the chart</source>
  <translation>图表网格</translation>
</message>
<message>
  <source>Groups of settings</source>
  <translation>设置分组</translation>
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
  <source>Hints of customary rules, not advice; many contradict each other.</source>
  <translation>信号出自惯用规则，彼此可能矛盾，不构成投资建议。</translation>
</message>
<message>
  <source>History</source>
  <translation>历史</translation>
</message>
<message>
  <source>Hits</source>
  <translation>命中</translation>
</message>
<message>
  <source>Hits before</source>
  <translation>现行命中</translation>
</message>
<message>
  <source>Horizontal line</source>
  <translation>水平线</translation>
</message>
<message>
  <source>How prices are adjusted for dividends and splits</source>
  <translation>分红送转的复权方式</translation>
</message>
<message>
  <source>Import %1</source>
  <translation>导入 %1</translation>
</message>
<message>
  <source>Import CSV files</source>
  <translation>导入 CSV 文件</translation>
</message>
<message>
  <source>Import data</source>
  <translation>导入数据</translation>
</message>
<message>
  <source>Import my TDX folder</source>
  <translation>导入通达信目录</translation>
</message>
<message>
  <source>In all:</source>
  <translation>总收益：</translation>
</message>
<message>
  <source>In force</source>
  <translation>现行</translation>
</message>
<message>
  <source>In force (%)</source>
  <translation>现行（%）</translation>
</message>
<message>
  <source>In force before</source>
  <translation>现行值</translation>
</message>
<message>
  <source>In hundred millions (亿):</source>
  <translation>合亿：</translation>
</message>
<message>
  <source>In ten thousands (万):</source>
  <translation>合万：</translation>
</message>
<message>
  <source>Indicator</source>
  <translation>指标</translation>
</message>
<message>
  <source>Indicators</source>
  <translation>指标</translation>
</message>
<message>
  <source>Indices</source>
  <translation>指数</translation>
</message>
<message>
  <source>Info and above</source>
  <translation>信息及以上</translation>
</message>
<message>
  <source>Intraday</source>
  <translation>分时</translation>
</message>
<message>
  <source>Keep the back-test</source>
  <translation>保存回测记录</translation>
</message>
<message>
  <source>Kept as version %1.</source>
  <translation>已保存为版本 %1。</translation>
</message>
<message>
  <source>Key points</source>
  <translation>关键点</translation>
</message>
<message>
  <source>Keys</source>
  <translation>快捷键</translation>
</message>
<message>
  <source>Keys of %1</source>
  <translation>“%1”的快捷键</translation>
</message>
<message>
  <source>Kind of chart</source>
  <translation>图表类型</translation>
</message>
<message>
  <source>Known at</source>
  <translation>确认时间</translation>
</message>
<message>
  <source>Known in the &amp;last bars:</source>
  <translation>最近几根内确认(&amp;L)：</translation>
</message>
<message>
  <source>Lan&amp;guage</source>
  <translation>语言(&amp;G)</translation>
</message>
<message>
  <source>Last</source>
  <translation>最新</translation>
</message>
<message>
  <source>Last bar</source>
  <translation>最新K线</translation>
</message>
<message>
  <source>Latest</source>
  <translation>最新</translation>
</message>
<message>
  <source>Layout %1, %2, bars of a %3; volume in %4.</source>
  <translation>格式 %1，编码 %2，周期 %3；成交量单位为%4。</translation>
</message>
<message>
  <source>Least &amp;confidence:</source>
  <translation>最低置信度(&amp;C)：</translation>
</message>
<message>
  <source>Least commission (CNY):</source>
  <translation>最低佣金（元）：</translation>
</message>
<message>
  <source>Least confidence</source>
  <translation>最低置信度</translation>
</message>
<message>
  <source>Least level</source>
  <translation>最低级别</translation>
</message>
<message>
  <source>Left out: %1.</source>
  <translation>未参与：%1 个。</translation>
</message>
<message>
  <source>Lift</source>
  <translation>超额收益</translation>
</message>
<message>
  <source>Lift before</source>
  <translation>现行超额</translation>
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
  <source>List of names</source>
  <translation>名称列表</translation>
</message>
<message>
  <source>Load %1</source>
  <translation>载入 %1</translation>
</message>
<message>
  <source>Loading %1 …</source>
  <translation>正在载入 %1……</translation>
</message>
<message>
  <source>Log</source>
  <translation>日志</translation>
</message>
<message>
  <source>Log axis</source>
  <translation>对数坐标</translation>
</message>
<message>
  <source>Look at %1</source>
  <translation>查看 %1</translation>
</message>
<message>
  <source>Loss at the stop, fees included (CNY):</source>
  <translation>止损时亏损，含费用（元）：</translation>
</message>
<message>
  <source>Low</source>
  <translation>最低</translation>
</message>
<message>
  <source>Made</source>
  <translation>时间</translation>
</message>
<message>
  <source>Make the demo market</source>
  <translation>生成演示行情</translation>
</message>
<message>
  <source>Mathematics</source>
  <translation>数学运算</translation>
</message>
<message>
  <source>Mean of %1 closes</source>
  <translation>%1 根均价</translation>
</message>
<message>
  <source>Measure</source>
  <translation>测量</translation>
</message>
<message>
  <source>Menu</source>
  <translation>菜单</translation>
</message>
<message>
  <source>Message</source>
  <translation>说明</translation>
</message>
<message>
  <source>Method</source>
  <translation>方法</translation>
</message>
<message>
  <source>Minutes a pattern:</source>
  <translation>每个形态限时（分钟）：</translation>
</message>
<message>
  <source>Momentum</source>
  <translation>动量</translation>
</message>
<message>
  <source>My theme</source>
  <translation>我的主题</translation>
</message>
<message>
  <source>Name</source>
  <translation>名称</translation>
</message>
<message>
  <source>Newest</source>
  <translation>最新K线</translation>
</message>
<message>
  <source>No data</source>
  <translation>没有数据</translation>
</message>
<message>
  <source>No favourites yet: right-click a security to add it.</source>
  <translation>还没有自选：右键点击证券即可加入。</translation>
</message>
<message>
  <source>No pattern is below the threshold: nothing needs tuning.</source>
  <translation>没有低于阈值的形态，无需优化。</translation>
</message>
<message>
  <source>No pattern with a direction became known in the last %1 bars.</source>
  <translation>最近 %1 根K线内没有确认带方向的形态。</translation>
</message>
<message>
  <source>No security is shown. Choose one from the list first.</source>
  <translation>当前没有显示证券，请先从列表中选择。</translation>
</message>
<message>
  <source>No setting matches.</source>
  <translation>没有匹配的设置。</translation>
</message>
<message>
  <source>No stock is shown.</source>
  <translation>当前没有显示证券。</translation>
</message>
<message>
  <source>No task has been started yet. Imports, scans and back-tests appear here.</source>
  <translation>还没有任务。导入、扫描和回测会显示在这里。</translation>
</message>
<message>
  <source>None in the last 250 bars</source>
  <translation>最近 250 根K线内没有</translation>
</message>
<message>
  <source>Not better in validation by more than its noise: leave the pattern as it is.</source>
  <translation>验证期的改进未超过误差：建议维持现状。</translation>
</message>
<message>
  <source>Note</source>
  <translation>文字标注</translation>
</message>
<message>
  <source>Note: </source>
  <translation>提示：</translation>
</message>
<message>
  <source>Nothing has been checked yet.</source>
  <translation>尚未检查。</translation>
</message>
<message>
  <source>Nothing has been logged, or nothing matches.</source>
  <translation>没有日志，或没有匹配的行。</translation>
</message>
<message>
  <source>Nothing has been run yet.</source>
  <translation>尚未运行。</translation>
</message>
<message>
  <source>Nothing matches.</source>
  <translation>没有匹配的证券。</translation>
</message>
<message>
  <source>Nothing was found.</source>
  <translation>没有发现问题。</translation>
</message>
<message>
  <source>Number of bars</source>
  <translation>K线数</translation>
</message>
<message>
  <source>Number:</source>
  <translation>数值：</translation>
</message>
<message>
  <source>OHLC bars</source>
  <translation>美国线</translation>
</message>
<message>
  <source>One day a line, YYYYMMDD</source>
  <translation>每行一个交易日 YYYYMMDD</translation>
</message>
<message>
  <source>Only bars</source>
  <translation>仅K线</translation>
</message>
<message>
  <source>Only buy</source>
  <translation>仅买入</translation>
</message>
<message>
  <source>Only lines with this text</source>
  <translation>只显示含此文字的行</translation>
</message>
<message>
  <source>Only sell</source>
  <translation>仅卖出</translation>
</message>
<message>
  <source>Open</source>
  <translation>开盘</translation>
</message>
<message>
  <source>Optimize %1</source>
  <translation>优化 %1</translation>
</message>
<message>
  <source>Outline of candles</source>
  <translation>K线轮廓</translation>
</message>
<message>
  <source>Over 20 bars</source>
  <translation>20 根涨跌</translation>
</message>
<message>
  <source>Over 5 bars</source>
  <translation>5 根涨跌</translation>
</message>
<message>
  <source>Over 60 bars</source>
  <translation>60 根涨跌</translation>
</message>
<message>
  <source>Overview</source>
  <translation>概览</translation>
</message>
<message>
  <source>Own thresholds</source>
  <translation>各形态自身阈值</translation>
</message>
<message>
  <source>P&amp;anels</source>
  <translation>面板(&amp;A)</translation>
</message>
<message>
  <source>Parameter</source>
  <translation>参数</translation>
</message>
<message>
  <source>Parameters</source>
  <translation>参数</translation>
</message>
<message>
  <source>Part</source>
  <translation>时段</translation>
</message>
<message>
  <source>Part of the market</source>
  <translation>市场范围</translation>
</message>
<message>
  <source>Pattern</source>
  <translation>形态</translation>
</message>
<message>
  <source>Pattern hits</source>
  <translation>形态</translation>
</message>
<message>
  <source>Pattern search</source>
  <translation>形态搜索</translation>
</message>
<message>
  <source>Patterns</source>
  <translation>形态</translation>
</message>
<message>
  <source>Patterns, searches and reports use the version in force from their next run on.</source>
  <translation>形态识别、搜索和报告从下次运行起使用现行版本。</translation>
</message>
<message>
  <source>Percent</source>
  <translation>百分比坐标</translation>
</message>
<message>
  <source>Performance</source>
  <translation>性能</translation>
</message>
<message>
  <source>Position</source>
  <translation>仓位</translation>
</message>
<message>
  <source>Price</source>
  <translation>价格</translation>
</message>
<message>
  <source>Price and volume</source>
  <translation>量价</translation>
</message>
<message>
  <source>Price axis</source>
  <translation>价格坐标</translation>
</message>
<message>
  <source>Price in</source>
  <translation>买入价</translation>
</message>
<message>
  <source>Price in:</source>
  <translation>买入价：</translation>
</message>
<message>
  <source>Price out</source>
  <translation>卖出价</translation>
</message>
<message>
  <source>Professional</source>
  <translation>专业</translation>
</message>
<message>
  <source>Progress</source>
  <translation>进度</translation>
</message>
<message>
  <source>Put a better version in &amp;force</source>
  <translation>启用更好的版本(&amp;F)</translation>
</message>
<message>
  <source>Put in &amp;force</source>
  <translation>启用(&amp;F)</translation>
</message>
<message>
  <source>Put what holds in &amp;force</source>
  <translation>启用经得起检验的结果(&amp;F)</translation>
</message>
<message>
  <source>Puts the version in force that the one in force was made from</source>
  <translation>启用现行版本的上一版本</translation>
</message>
<message>
  <source>Quality</source>
  <translation>质量</translation>
</message>
<message>
  <source>Rating the patterns …</source>
  <translation>正在评估各形态……</translation>
</message>
<message>
  <source>Ray</source>
  <translation>射线</translation>
</message>
<message>
  <source>Read the history</source>
  <translation>读取历史</translation>
</message>
<message>
  <source>Read the list of securities</source>
  <translation>读取证券列表</translation>
</message>
<message>
  <source>Read the versions</source>
  <translation>读取版本</translation>
</message>
<message>
  <source>Reading …</source>
  <translation>正在读取……</translation>
</message>
<message>
  <source>Ready</source>
  <translation>就绪</translation>
</message>
<message>
  <source>Reason</source>
  <translation>理由</translation>
</message>
<message>
  <source>Reasons</source>
  <translation>理由</translation>
</message>
<message>
  <source>Remarks</source>
  <translation>说明</translation>
</message>
<message>
  <source>Remove from favourites</source>
  <translation>移出自选</translation>
</message>
<message>
  <source>Repair %1</source>
  <translation>修复 %1</translation>
</message>
<message>
  <source>Repairs</source>
  <translation>可修复</translation>
</message>
<message>
  <source>Repairs to approve</source>
  <translation>待确认的修复</translation>
</message>
<message>
  <source>Report</source>
  <translation>报告</translation>
</message>
<message>
  <source>Report with charts (web page)</source>
  <translation>带图表的报告（网页）</translation>
</message>
<message>
  <source>Reset the la&amp;yout</source>
  <translation>恢复默认布局(&amp;Y)</translation>
</message>
<message>
  <source>Resistance</source>
  <translation>压力</translation>
</message>
<message>
  <source>Result</source>
  <translation>结果</translation>
</message>
<message>
  <source>Results</source>
  <translation>结果</translation>
</message>
<message>
  <source>Return</source>
  <translation>收益率</translation>
</message>
<message>
  <source>Returns</source>
  <translation>收益</translation>
</message>
<message>
  <source>Reversals</source>
  <translation>反转形态</translation>
</message>
<message>
  <source>Rising candle</source>
  <translation>阳线</translation>
</message>
<message>
  <source>Risk of the capital:</source>
  <translation>风险占资金：</translation>
</message>
<message>
  <source>Run %1, %2 to %3; past results say nothing certain about the future.</source>
  <translation>运行 %1，%2 至 %3；过往业绩不代表未来。</translation>
</message>
<message>
  <source>Running tasks: %1</source>
  <translation>正在运行的任务：%1</translation>
</message>
<message>
  <source>Running …</source>
  <translation>正在运行……</translation>
</message>
<message>
  <source>S&amp;lippage:</source>
  <translation>滑点(&amp;L)：</translation>
</message>
<message>
  <source>S&amp;trategy:</source>
  <translation>策略(&amp;T)：</translation>
</message>
<message>
  <source>STAR</source>
  <translation>科创板</translation>
</message>
<message>
  <source>Save &amp;report…</source>
  <translation>保存报告(&amp;R)…</translation>
</message>
<message>
  <source>Save report</source>
  <translation>保存报告</translation>
</message>
<message>
  <source>Saved as %1</source>
  <translation>已保存为 %1</translation>
</message>
<message>
  <source>Saves a picture of every window in both themes and both languages there, then ends.</source>
  <translation>将所有窗口的截图（两种主题、两种语言）存入该目录后退出。</translation>
</message>
<message>
  <source>Score</source>
  <translation>评分</translation>
</message>
<message>
  <source>Search</source>
  <translation>搜索过程</translation>
</message>
<message>
  <source>Search for a security</source>
  <translation>查找证券</translation>
</message>
<message>
  <source>Search the settings</source>
  <translation>搜索设置</translation>
</message>
<message>
  <source>Search the shortcuts</source>
  <translation>搜索快捷键</translation>
</message>
<message>
  <source>Searching …</source>
  <translation>正在搜索……</translation>
</message>
<message>
  <source>Seconds</source>
  <translation>用时（秒）</translation>
</message>
<message>
  <source>Securities</source>
  <translation>证券</translation>
</message>
<message>
  <source>Securities checked: %1.</source>
  <translation>已检查证券：%1 个。</translation>
</message>
<message>
  <source>Securities:</source>
  <translation>证券：</translation>
</message>
<message>
  <source>Security:</source>
  <translation>证券：</translation>
</message>
<message>
  <source>Seed:</source>
  <translation>随机种子：</translation>
</message>
<message>
  <source>Several bars</source>
  <translation>多根K线</translation>
</message>
<message>
  <source>Shanghai</source>
  <translation>上海</translation>
</message>
<message>
  <source>Shares</source>
  <translation>股数</translation>
</message>
<message>
  <source>Shares to buy:</source>
  <translation>可买股数：</translation>
</message>
<message>
  <source>Shares:</source>
  <translation>股数：</translation>
</message>
<message>
  <source>Shenzhen</source>
  <translation>深圳</translation>
</message>
<message>
  <source>Show</source>
  <translation>显示</translation>
</message>
<message>
  <source>Shows the version.</source>
  <translation>显示版本。</translation>
</message>
<message>
  <source>Shows this help.</source>
  <translation>显示此帮助。</translation>
</message>
<message>
  <source>Side</source>
  <translation>买卖</translation>
</message>
<message>
  <source>Signals</source>
  <translation>信号</translation>
</message>
<message>
  <source>Single candles</source>
  <translation>单根K线</translation>
</message>
<message>
  <source>Skipped: %1</source>
  <translation>跳过：%1</translation>
</message>
<message>
  <source>Slope per bar</source>
  <translation>每根斜率</translation>
</message>
<message>
  <source>Sold</source>
  <translation>卖出</translation>
</message>
<message>
  <source>Sold at:</source>
  <translation>卖出价：</translation>
</message>
<message>
  <source>Sold because</source>
  <translation>卖出原因</translation>
</message>
<message>
  <source>Something went wrong</source>
  <translation>出错了</translation>
</message>
<message>
  <source>Source</source>
  <translation>来源</translation>
</message>
<message>
  <source>Standard</source>
  <translation>标准</translation>
</message>
<message>
  <source>State</source>
  <translation>状态</translation>
</message>
<message>
  <source>Statistics</source>
  <translation>统计</translation>
</message>
<message>
  <source>Stop %1</source>
  <translation>止损 %1</translation>
</message>
<message>
  <source>Stop loss (&amp;x):</source>
  <translation>止损(&amp;X)：</translation>
</message>
<message>
  <source>Stop:</source>
  <translation>止损价：</translation>
</message>
<message>
  <source>Strength</source>
  <translation>强度</translation>
</message>
<message>
  <source>Strict</source>
  <translation>严格</translation>
</message>
<message>
  <source>Support</source>
  <translation>支撑</translation>
</message>
<message>
  <source>Support and resistance</source>
  <translation>支撑与压力</translation>
</message>
<message>
  <source>T&amp;heme</source>
  <translation>主题(&amp;H)</translation>
</message>
<message>
  <source>TDX folder (通达信)</source>
  <translation>通达信目录</translation>
</message>
<message>
  <source>Tags</source>
  <translation>标签</translation>
</message>
<message>
  <source>Take &amp;profit:</source>
  <translation>止盈(&amp;P)：</translation>
</message>
<message>
  <source>Target %1</source>
  <translation>目标 %1</translation>
</message>
<message>
  <source>Task</source>
  <translation>任务</translation>
</message>
<message>
  <source>Tasks</source>
  <translation>任务</translation>
</message>
<message>
  <source>Test</source>
  <translation>测试</translation>
</message>
<message>
  <source>Text</source>
  <translation>文字</translation>
</message>
<message>
  <source>Text of the chart</source>
  <translation>图表文字</translation>
</message>
<message>
  <source>Text or trace id</source>
  <translation>文字或追踪号</translation>
</message>
<message>
  <source>The demo market was removed: real data takes its place.</source>
  <translation>已移除演示行情，改用真实数据。</translation>
</message>
<message>
  <source>The desktop of FactorWeave-Quant: stock analysis for the A-share market.</source>
  <translation>FactorWeave-Quant 桌面版：A股市场股票分析。</translation>
</message>
<message>
  <source>The file holds no theme.</source>
  <translation>文件中没有主题。</translation>
</message>
<message>
  <source>The folder of a TDX installation, or its vipdoc: daily, 1-minute and 5-minute files.</source>
  <translation>通达信安装目录或其 vipdoc：日线、1 分钟线和 5 分钟线文件。</translation>
</message>
<message>
  <source>The home folder (default: $FWQ_HOME, or ~/.factorweave).</source>
  <translation>数据目录（默认 $FWQ_HOME 或 ~/.factorweave）。</translation>
</message>
<message>
  <source>The newest %1 are listed.</source>
  <translation>列出最新的 %1 个。</translation>
</message>
<message>
  <source>The newest bars at the usual width</source>
  <translation>以默认宽度显示最新K线</translation>
</message>
<message>
  <source>The run is not in the history: %1</source>
  <translation>未能写入回测历史：%1</translation>
</message>
<message>
  <source>The saved layout could not be read, and the window starts with the usual one. The damaged file is kept as %1.</source>
  <translation>已保存的布局无法读取，窗口使用默认布局。损坏的文件保存为 %1。</translation>
</message>
<message>
  <source>The security to show first.</source>
  <translation>首先显示的证券。</translation>
</message>
<message>
  <source>The weakest patterns (smart)</source>
  <translation>最弱的形态（智能）</translation>
</message>
<message>
  <source>Themes (*.json)</source>
  <translation>主题 (*.json)</translation>
</message>
<message>
  <source>There is neither a calendar nor an index, so gaps were not judged.</source>
  <translation>没有交易日历也没有指数，因此未检查缺口。</translation>
</message>
<message>
  <source>There is no data yet: import some from the menu Data.</source>
  <translation>还没有数据：请从“数据”菜单导入。</translation>
</message>
<message>
  <source>There is nothing to remark.</source>
  <translation>没有需要说明的事项。</translation>
</message>
<message>
  <source>They cost, fees included (CNY):</source>
  <translation>买入成本，含费用（元）：</translation>
</message>
<message>
  <source>This could not be saved</source>
  <translation>无法保存</translation>
</message>
<message>
  <source>This home holds no data yet.
Import some from the menu Data.</source>
  <translation>数据目录中还没有数据。
请从“数据”菜单导入。</translation>
</message>
<message>
  <source>Thoroughness</source>
  <translation>检查级别</translation>
</message>
<message>
  <source>Thoroughness:</source>
  <translation>检查级别：</translation>
</message>
<message>
  <source>Three candles</source>
  <translation>三根K线</translation>
</message>
<message>
  <source>Time</source>
  <translation>时间</translation>
</message>
<message>
  <source>Time left</source>
  <translation>剩余时间</translation>
</message>
<message>
  <source>Time limit (minutes):</source>
  <translation>限时（分钟）：</translation>
</message>
<message>
  <source>Too few bars</source>
  <translation>K线太少</translation>
</message>
<message>
  <source>Trades</source>
  <translation>交易</translation>
</message>
<message>
  <source>Trading days</source>
  <translation>交易日历</translation>
</message>
<message>
  <source>Training</source>
  <translation>训练</translation>
</message>
<message>
  <source>Trend</source>
  <translation>趋势</translation>
</message>
<message>
  <source>Trend line</source>
  <translation>趋势线</translation>
</message>
<message>
  <source>Trend over %1 bars</source>
  <translation>最近 %1 根的趋势</translation>
</message>
<message>
  <source>Tries</source>
  <translation>尝试</translation>
</message>
<message>
  <source>Tune all patterns</source>
  <translation>优化全部形态</translation>
</message>
<message>
  <source>Tune the weakest patterns</source>
  <translation>优化最弱的形态</translation>
</message>
<message>
  <source>Two candles</source>
  <translation>两根K线</translation>
</message>
<message>
  <source>Type a code, a name or its pinyin initials, such as payh</source>
  <translation>输入代码、名称或拼音首字母，例如 payh</translation>
</message>
<message>
  <source>Units</source>
  <translation>单位</translation>
</message>
<message>
  <source>Use the demo market</source>
  <translation>使用演示行情</translation>
</message>
<message>
  <source>Validation</source>
  <translation>验证</translation>
</message>
<message>
  <source>Value</source>
  <translation>数值</translation>
</message>
<message>
  <source>Value at the end:</source>
  <translation>期末价值：</translation>
</message>
<message>
  <source>Value at the start:</source>
  <translation>期初价值：</translation>
</message>
<message>
  <source>Verdict</source>
  <translation>结论</translation>
</message>
<message>
  <source>Version</source>
  <translation>版本</translation>
</message>
<message>
  <source>Version %1 is in force now.</source>
  <translation>版本 %1 已启用。</translation>
</message>
<message>
  <source>Versions</source>
  <translation>版本列表</translation>
</message>
<message>
  <source>Volatility</source>
  <translation>波动</translation>
</message>
<message>
  <source>Volume</source>
  <translation>成交量</translation>
</message>
<message>
  <source>Volume (shares)</source>
  <translation>成交量（股）</translation>
</message>
<message>
  <source>Volume of falling bars</source>
  <translation>阴线成交量</translation>
</message>
<message>
  <source>Volume of rising bars</source>
  <translation>阳线成交量</translation>
</message>
<message>
  <source>Warning: </source>
  <translation>警告：</translation>
</message>
<message>
  <source>Warnings</source>
  <translation>警告</translation>
</message>
<message>
  <source>Warnings and errors</source>
  <translation>警告与错误</translation>
</message>
<message>
  <source>Web page (*.html)</source>
  <translation>网页 (*.html)</translation>
</message>
<message>
  <source>Wh&amp;ere:</source>
  <translation>位置(&amp;E)：</translation>
</message>
<message>
  <source>Where shall the data come from?</source>
  <translation>数据从哪里来？</translation>
</message>
<message>
  <source>Which patterns</source>
  <translation>哪些形态</translation>
</message>
<message>
  <source>Whole lots, never more than the capital buys.</source>
  <translation>按整手计算，不超过资金可买数量。</translation>
</message>
<message>
  <source>Whole market</source>
  <translation>全市场</translation>
</message>
<message>
  <source>Why</source>
  <translation>理由</translation>
</message>
<message>
  <source>Win rate</source>
  <translation>胜率</translation>
</message>
<message>
  <source>Windows</source>
  <translation>窗口背景</translation>
</message>
<message>
  <source>Without gain or loss at:</source>
  <translation>保本价：</translation>
</message>
<message>
  <source>Writing …</source>
  <translation>正在写入……</translation>
</message>
<message>
  <source>YYYY-MM-DD, empty: all</source>
  <translation>YYYY-MM-DD，留空为全部</translation>
</message>
<message>
  <source>Years until it doubles at that rate:</source>
  <translation>按此速度翻倍所需年数：</translation>
</message>
<message>
  <source>Years:</source>
  <translation>年数：</translation>
</message>
<message>
  <source>about %1 left</source>
  <translation>约剩 %1</translation>
</message>
<message>
  <source>auto, dark, light, or a theme of config/theme.json.</source>
  <translation>auto、dark、light 或 config/theme.json 中的主题。</translation>
</message>
<message>
  <source>built in</source>
  <translation>内置</translation>
</message>
<message>
  <source>by hand</source>
  <translation>手工</translation>
</message>
<message>
  <source>cancelled</source>
  <translation>已取消</translation>
</message>
<message>
  <source>default</source>
  <translation>默认</translation>
</message>
<message>
  <source>demo market, invented companies</source>
  <translation>演示行情，公司均为虚构</translation>
</message>
<message>
  <source>done in %1</source>
  <translation>已完成，用时 %1</translation>
</message>
<message>
  <source>each pattern's own</source>
  <translation>各形态自身阈值</translation>
</message>
<message>
  <source>excellent</source>
  <translation>优秀</translation>
</message>
<message>
  <source>failed</source>
  <translation>失败</translation>
</message>
<message>
  <source>fair</source>
  <translation>一般</translation>
</message>
<message>
  <source>finished</source>
  <translation>已完成</translation>
</message>
<message>
  <source>give zh or en</source>
  <translation>请给出 zh 或 en</translation>
</message>
<message>
  <source>good</source>
  <translation>良好</translation>
</message>
<message>
  <source>in force now</source>
  <translation>已启用</translation>
</message>
<message>
  <source>less than 1 s</source>
  <translation>不到 1 秒</translation>
</message>
<message>
  <source>lots of 100</source>
  <translation>手（100 股）</translation>
</message>
<message>
  <source>none</source>
  <translation>无</translation>
</message>
<message>
  <source>only if the file does not say whose bars it has, e.g. SH600000</source>
  <translation>仅当文件未标明证券时填写，例如 SH600000</translation>
</message>
<message>
  <source>paused</source>
  <translation>已暂停</translation>
</message>
<message>
  <source>poor</source>
  <translation>较差</translation>
</message>
<message>
  <source>running</source>
  <translation>运行中</translation>
</message>
<message>
  <source>shares</source>
  <translation>股</translation>
</message>
<message>
  <source>the folder cannot be made</source>
  <translation>无法创建目录</translation>
</message>
<message>
  <source>the home holds no data to show</source>
  <translation>数据目录中没有可显示的数据</translation>
</message>
<message>
  <source>the picture could not be written</source>
  <translation>无法写入图片</translation>
</message>
<message>
  <source>touched %1×</source>
  <translation>触及 %1 次</translation>
</message>
<message>
  <source>user</source>
  <translation>用户</translation>
</message>
<message>
  <source>waiting</source>
  <translation>等待中</translation>
</message>
<message>
  <source>zh or en (default: the setting, or the system's).</source>
  <translation>zh 或 en（默认按设置或系统）。</translation>
</message>
</context>
</TS>
