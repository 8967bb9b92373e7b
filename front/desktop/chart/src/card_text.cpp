// What cards say.
#include "card_text.hpp"

#include "text.hpp"

namespace fwq::chart {
namespace {

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<int>(text.size()));
}

QString html(const QString& text) {
  return text.toHtmlEscaped();
}

QString row(const QString& name, const QString& value) {
  return QStringLiteral("<tr><td style='padding-right:14px'>%1</td><td>%2</td></tr>")
      .arg(html(name), html(value));
}

QString bias_name(analysis::Bias bias) {
  switch (bias) {
    case analysis::Bias::bullish:
      return translated(QT_TRANSLATE_NOOP("chart", "Bullish"));
    case analysis::Bias::bearish:
      return translated(QT_TRANSLATE_NOOP("chart", "Bearish"));
    case analysis::Bias::neutral:
      return translated(QT_TRANSLATE_NOOP("chart", "Neutral"));
  }
  return {};
}

QString side_name(analysis::Side side) {
  return side == analysis::Side::buy ? translated(QT_TRANSLATE_NOOP("chart", "Buy"))
                                     : translated(QT_TRANSLATE_NOOP("chart", "Sell"));
}

QString time_at(const ChartData& data, std::size_t bar) {
  return time_text(data.bars.time()[bar], data.period);
}

QString role_name(const ChartData& data, std::string_view role) {
  if (data.role_text != nullptr) return QString::fromStdString(data.role_text(role, in_chinese()));
  return text_of(role).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString point_rows(const ChartData& data, const analysis::Explanation& explanation) {
  auto points = explanation.points;
  std::stable_sort(points.begin(), points.end(),
                   [](const auto& a, const auto& b) { return a.bar < b.bar; });
  QString rows;
  char letter = 'A';
  for (const auto& point : points) {
    rows += row(QString(QLatin1Char(letter++)) + QStringLiteral("  ") + role_name(data, point.role),
                number(point.price, data.price_decimals) + QStringLiteral("  ") +
                    QString::fromStdString(data::format_minute(point.time))
                        .left(data::is_intraday(data.period) ? 16 : 10));
  }
  return rows;
}

}  // namespace

CardText pattern_text(const ChartData& data, const analysis::PatternHit& hit,
                      const analysis::Explanation& explanation, const ChartStyle& style) {
  const bool chinese = in_chinese();
  const QString name = text_of(chinese ? hit.pattern->name_zh : hit.pattern->name_en);
  CardText card;
  card.title = QStringLiteral("%1 \u00b7 %2%").arg(name).arg(std::lround(hit.confidence * 100));
  QString rows = row(translated(QT_TRANSLATE_NOOP("chart", "Direction")), bias_name(hit.bias));
  rows += row(translated(QT_TRANSLATE_NOOP("chart", "Bars")),
              hit.start == hit.end ? time_at(data, hit.end)
                                   : time_at(data, hit.start).section(QLatin1Char(' '), 0, 0) +
                                         QStringLiteral(" \u2013 ") +
                                         time_at(data, hit.end).section(QLatin1Char(' '), 0, 0));
  rows += row(translated(QT_TRANSLATE_NOOP("chart", "Known at")), time_at(data, hit.known_at));
  const auto price = [&](const char* label, double value) {
    if (std::isfinite(value)) rows += row(translated(label), number(value, data.price_decimals));
  };
  price(QT_TRANSLATE_NOOP("chart", "Level"), hit.level);
  price(QT_TRANSLATE_NOOP("chart", "Target"), explanation.target);
  price(QT_TRANSLATE_NOOP("chart", "Stop"), explanation.stop);
  rows += point_rows(data, explanation);
  QString reasons;
  for (const analysis::Reason& reason : explanation.why) {
    reasons +=
        QStringLiteral("<div style='margin-top:3px'><span style='color:%1'>\u2713</span> %2</div>")
            .arg(style.accent.name(),
                 html(QString::fromStdString(chinese ? reason.text_zh : reason.text_en)));
  }
  const QString shape = html(text_of(chinese ? hit.pattern->shape_zh : hit.pattern->shape_en));
  card.body_html =
      QStringLiteral("<div>%1</div><table style='margin-top:6px' cellspacing='1'>%2</table>")
          .arg(shape, rows);
  if (!reasons.isEmpty())
    card.body_html += QStringLiteral("<div style='margin-top:6px'><b>%1</b></div>%2")
                          .arg(html(translated(QT_TRANSLATE_NOOP("chart", "Why"))), reasons);
  return card;
}

CardText signal_text(const ChartData& data, const analysis::Signal& signal) {
  const QString reason = QString::fromStdString(in_chinese() ? signal.reason_zh : signal.reason_en);
  const QString rows =
      row(translated(QT_TRANSLATE_NOOP("chart", "Time")), time_at(data, signal.bar)) +
      row(translated(QT_TRANSLATE_NOOP("chart", "Strength")),
          QStringLiteral("%1%").arg(std::lround(signal.strength * 100)));
  return {
      side_name(signal.side) + QStringLiteral(" \u00b7 ") + QString::fromStdString(signal.source),
      QStringLiteral("<div>%1</div><table style='margin-top:6px' cellspacing='1'>%2</table>")
          .arg(html(reason), rows)};
}

CardText trade_text(const ChartData& data, const Trade& trade) {
  const QString reason = QString::fromStdString(
      in_chinese() && !trade.text_zh.empty() ? trade.text_zh : trade.text_en);
  QString rows = row(translated(QT_TRANSLATE_NOOP("chart", "Time")), time_at(data, trade.bar));
  rows += row(translated(QT_TRANSLATE_NOOP("chart", "Price")),
              number(trade.price, data.price_decimals));
  rows +=
      row(translated(QT_TRANSLATE_NOOP("chart", "Shares")), QString::number(trade.shares, 'f', 0));
  return {side_name(trade.side),
          QStringLiteral("<div>%1</div><table style='margin-top:6px' cellspacing='1'>%2</table>")
              .arg(html(reason), rows)};
}

}  // namespace fwq::chart
