// Words and numbers.
#include "text.hpp"

#include <QCoreApplication>
#include <array>
#include <cmath>

namespace fwq::chart {
namespace {

constexpr const char* kNothing = "\u2013";

struct Scale {
  double from;
  const char* unit;
};

}  // namespace

QString translated(const char* text) {
  return QCoreApplication::translate("chart", text);
}

bool in_chinese() {
  //: The language's code: zh in the Chinese translation.
  return translated(QT_TRANSLATE_NOOP("chart", "en")) == QLatin1String("zh");
}

QString number(double value, int decimals) {
  return std::isfinite(value) ? QString::number(value, 'f', decimals) : QString::fromUtf8(kNothing);
}

QString compact(double value) {
  if (!std::isfinite(value)) return QString::fromUtf8(kNothing);
  constexpr std::array kEnglish{Scale{1e12, "T"}, Scale{1e9, "B"}, Scale{1e6, "M"}, Scale{1e4, ""}};
  constexpr std::array kChinese{Scale{1e12, "\u4e07\u4ebf"}, Scale{1e8, "\u4ebf"},
                                Scale{1e4, "\u4e07"}, Scale{1e4, ""}};
  const double size = std::abs(value);
  for (const Scale& scale : in_chinese() ? kChinese : kEnglish) {
    if (size < scale.from) continue;
    const bool thousands = *scale.unit == '\0';
    const double part = value / (thousands ? 1e3 : scale.from);
    const int decimals = std::abs(part) < 10 ? 2 : std::abs(part) < 100 ? 1 : 0;
    return QString::number(part, 'f', decimals) + QString::fromUtf8(thousands ? "K" : scale.unit);
  }
  return QString::number(value, 'f', size < 10 ? 3 : size < 1000 ? 2 : 0);
}

QString percent(double ratio, int decimals) {
  if (!std::isfinite(ratio)) return QString::fromUtf8(kNothing);
  const QString digits = QString::number(ratio * 100, 'f', decimals);
  return (ratio > 0 ? QStringLiteral("+") : QString()) + digits + QLatin1Char('%');
}

QString period_name(data::Period period) {
  switch (period) {
    case data::Period::min1:
      return translated(QT_TRANSLATE_NOOP("chart", "1 minute"));
    case data::Period::min5:
      return translated(QT_TRANSLATE_NOOP("chart", "5 minutes"));
    case data::Period::min15:
      return translated(QT_TRANSLATE_NOOP("chart", "15 minutes"));
    case data::Period::min30:
      return translated(QT_TRANSLATE_NOOP("chart", "30 minutes"));
    case data::Period::min60:
      return translated(QT_TRANSLATE_NOOP("chart", "60 minutes"));
    case data::Period::day:
      return translated(QT_TRANSLATE_NOOP("chart", "Daily"));
    case data::Period::week:
      return translated(QT_TRANSLATE_NOOP("chart", "Weekly"));
    case data::Period::month:
      return translated(QT_TRANSLATE_NOOP("chart", "Monthly"));
    case data::Period::quarter:
      return translated(QT_TRANSLATE_NOOP("chart", "Quarterly"));
    case data::Period::year:
      return translated(QT_TRANSLATE_NOOP("chart", "Yearly"));
  }
  return {};
}

QString adjust_name(data::Adjust adjust) {
  switch (adjust) {
    case data::Adjust::none:
      return {};
    case data::Adjust::forward:
      return translated(QT_TRANSLATE_NOOP("chart", "Forward adjusted"));
    case data::Adjust::backward:
      return translated(QT_TRANSLATE_NOOP("chart", "Backward adjusted"));
    case data::Adjust::forward_subtractive:
      return translated(QT_TRANSLATE_NOOP("chart", "Forward adjusted by difference"));
    case data::Adjust::backward_subtractive:
      return translated(QT_TRANSLATE_NOOP("chart", "Backward adjusted by difference"));
  }
  return {};
}

QString time_text(data::Time time, data::Period period) {
  constexpr std::array kDays{QT_TRANSLATE_NOOP("chart", "Mon"), QT_TRANSLATE_NOOP("chart", "Tue"),
                             QT_TRANSLATE_NOOP("chart", "Wed"), QT_TRANSLATE_NOOP("chart", "Thu"),
                             QT_TRANSLATE_NOOP("chart", "Fri"), QT_TRANSLATE_NOOP("chart", "Sat"),
                             QT_TRANSLATE_NOOP("chart", "Sun")};
  const std::string minute = data::format_minute(time);
  QString text = QString::fromStdString(minute.substr(0, 10));
  text += QLatin1Char(' ') +
          translated(kDays[static_cast<std::size_t>(data::weekday(data::day_number(time)))]);
  if (data::is_intraday(period)) text += QString::fromStdString(minute.substr(10));
  return text;
}

}  // namespace fwq::chart
