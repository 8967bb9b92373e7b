// What the card of an interval says.
#include "card_text.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

class Rows {
 public:
  void add(const char* name, const QString& value, const QColor& color = {}) {
    const QString cell = color.isValid() ? QStringLiteral("<span style='color:%1'>%2</span>")
                                               .arg(color.name(), value.toHtmlEscaped())
                                         : value.toHtmlEscaped();
    text_ += QStringLiteral("<tr><td style='padding-right:18px'>%1</td><td>%2</td></tr>")
                 .arg(translated(name).toHtmlEscaped(), cell);
  }
  QString table() const { return QStringLiteral("<table cellspacing='1'>%1</table>").arg(text_); }

 private:
  QString text_;
};

QString day(const ChartData& data, std::size_t bar) {
  const QString minute = QString::fromStdString(data::format_minute(data.bars.time()[bar]));
  return data::is_intraday(data.period) ? minute : minute.left(10);
}

QColor moved(const ChartStyle& style, double change) {
  return change > 0 ? style.rising() : change < 0 ? style.falling() : QColor();
}

}  // namespace

CardText interval_text(const ChartData& data, const IntervalStatistics& s,
                       const ChartStyle& style) {
  const auto price = [&](double value) { return number(value, data.price_decimals); };
  const auto at = [&](double value, std::size_t bar) {
    return price(value) + QStringLiteral("  (") + day(data, bar) + QLatin1Char(')');
  };
  Rows rows;
  rows.add(QT_TRANSLATE_NOOP("chart", "From"), day(data, s.first));
  rows.add(QT_TRANSLATE_NOOP("chart", "To"), day(data, s.last));
  rows.add(QT_TRANSLATE_NOOP("chart", "Bars"), QString::number(s.bars));
  if (s.bars == 0)
    return {translated(QT_TRANSLATE_NOOP("chart", "Interval statistics")), rows.table()};
  rows.add(QT_TRANSLATE_NOOP("chart", "Close before"), price(s.before));
  rows.add(QT_TRANSLATE_NOOP("chart", "Open"), price(s.open));
  rows.add(QT_TRANSLATE_NOOP("chart", "High"), at(s.high, s.high_bar));
  rows.add(QT_TRANSLATE_NOOP("chart", "Low"), at(s.low, s.low_bar));
  rows.add(QT_TRANSLATE_NOOP("chart", "Close"), price(s.close));
  rows.add(QT_TRANSLATE_NOOP("chart", "Change"),
           (s.change > 0 ? QStringLiteral("+") : QString()) + price(s.change),
           moved(style, s.change));
  rows.add(QT_TRANSLATE_NOOP("chart", "Change %"), percent(s.change_ratio), moved(style, s.change));
  rows.add(QT_TRANSLATE_NOOP("chart", "Amplitude"), percent(s.amplitude).remove(QLatin1Char('+')));
  rows.add(QT_TRANSLATE_NOOP("chart", "Greatest drawdown"), percent(s.drawdown));
  rows.add(QT_TRANSLATE_NOOP("chart", "Mean close"), price(s.mean_close));
  rows.add(QT_TRANSLATE_NOOP("chart", "Average price paid"), price(s.average_price));
  rows.add(QT_TRANSLATE_NOOP("chart", "Volume"), compact(s.volume));
  rows.add(QT_TRANSLATE_NOOP("chart", "Amount"), compact(s.amount));
  rows.add(QT_TRANSLATE_NOOP("chart", "Up / down / flat"),
           QStringLiteral("%1 / %2 / %3").arg(s.up).arg(s.down).arg(s.flat));
  rows.add(QT_TRANSLATE_NOOP("chart", "Longest rise / fall"),
           QStringLiteral("%1 / %2").arg(s.longest_up).arg(s.longest_down));
  rows.add(QT_TRANSLATE_NOOP("chart", "Best bar"), percent(s.best));
  rows.add(QT_TRANSLATE_NOOP("chart", "Worst bar"), percent(s.worst));
  rows.add(QT_TRANSLATE_NOOP("chart", "Volatility a bar"),
           percent(s.volatility).remove(QLatin1Char('+')));
  if (s.cuts > 0)
    rows.add(QT_TRANSLATE_NOOP("chart", "Unexplained jumps"), QString::number(s.cuts));
  return {translated(QT_TRANSLATE_NOOP("chart", "Interval statistics")), rows.table()};
}

}  // namespace fwq::chart
