// The list of securities: what is typed, what is sorted, what part of the market.
#include "securities_model.hpp"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include "fwq/data/bars.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

SecurityRow row(std::string_view symbol, const char* name, double price, double change) {
  const auto parsed = data::Symbol::parse(symbol).value();
  return {.symbol = parsed,
          .code = text_of(parsed.code()),
          .name = QString::fromUtf8(name),
          .key = {parsed, name},
          .bars = 100,
          .last = 0,
          .price = price,
          .change = change};
}

std::shared_ptr<const SecurityRows> rows() {
  return std::make_shared<SecurityRows>(SecurityRows{
      row("SH000001", "上证指数", 3000, 0.001), row("SH510300", "沪深300ETF", 4.123, -0.002),
      row("SH600519", "贵州茅台", 1500, 0.02), row("SH688981", "中芯国际", 80, data::kNone),
      row("SZ000001", "平安银行", 12.34, -0.01), row("SZ300750", "宁德时代", 200, 0.05),
      row("BJ830799", "艾融软件", 10, 0)});
}

QStringList listed(const SecuritiesModel& model) {
  QStringList symbols;
  for (int i = 0; i < model.rowCount(); ++i) symbols << model.symbolAt(i);
  return symbols;
}

TEST(SecuritiesModel, FindsByCodeNameAndPinyin) {
  SecuritiesModel model;
  const QAbstractItemModelTester tester(&model);
  model.setRows(rows());
  EXPECT_EQ(model.rowCount(), 7);
  model.setFilter(QStringLiteral("gzmt"), ListPart::all);
  EXPECT_EQ(listed(model), QStringList{QStringLiteral("SH600519")});
  model.setFilter(QStringLiteral("平安"), ListPart::all);
  EXPECT_EQ(listed(model), QStringList{QStringLiteral("SZ000001")});
  // Whole codes before what only holds the text; then by code.
  model.setFilter(QStringLiteral("0000"), ListPart::all);
  EXPECT_EQ(listed(model).size(), 2);
  model.setFilter(QStringLiteral("nothing of the kind"), ListPart::all);
  EXPECT_EQ(model.rowCount(), 0);
  model.setFilter({}, ListPart::all);
  EXPECT_EQ(model.rowCount(), 7);
}

TEST(SecuritiesModel, SortsByEachColumnWithMissingNumbersLast) {
  SecuritiesModel model;
  model.setRows(rows());
  model.sort(SecuritiesModel::change_column, Qt::DescendingOrder);
  EXPECT_EQ(listed(model).front(), QStringLiteral("SZ300750"));
  EXPECT_EQ(listed(model).back(), QStringLiteral("SH688981"));  // No change is known.
  model.sort(SecuritiesModel::change_column, Qt::AscendingOrder);
  EXPECT_EQ(listed(model).front(), QStringLiteral("SZ000001"));
  EXPECT_EQ(listed(model).back(), QStringLiteral("SH688981"));
  model.sort(SecuritiesModel::price_column, Qt::DescendingOrder);
  EXPECT_EQ(listed(model).front(), QStringLiteral("SH000001"));
}

TEST(SecuritiesModel, KnowsThePartsOfTheMarket) {
  SecuritiesModel model;
  model.setRows(rows());
  const auto part = [&model](ListPart which) {
    model.setFilter({}, which);
    return listed(model);
  };
  EXPECT_EQ(part(ListPart::indices), QStringList{QStringLiteral("SH000001")});
  EXPECT_EQ(part(ListPart::funds), QStringList{QStringLiteral("SH510300")});
  EXPECT_EQ(part(ListPart::star), QStringList{QStringLiteral("SH688981")});
  EXPECT_EQ(part(ListPart::chinext), QStringList{QStringLiteral("SZ300750")});
  EXPECT_EQ(part(ListPart::beijing), QStringList{QStringLiteral("BJ830799")});
  EXPECT_EQ(part(ListPart::shenzhen).size(), 2);
  EXPECT_EQ(part(ListPart::shanghai).size(), 3);
  EXPECT_TRUE(part(ListPart::favourites).isEmpty());
  model.setFavourites({QStringLiteral("SZ000001")});
  EXPECT_EQ(listed(model), QStringList{QStringLiteral("SZ000001")});
  EXPECT_TRUE(model.index(0, SecuritiesModel::name_column)
                  .data()
                  .toString()
                  .startsWith(QStringLiteral("★")));
}

TEST(SecuritiesModel, ShowsNumbersWithTheirTickAndSign) {
  SecuritiesModel model;
  model.setRows(rows());
  const auto text = [&model](const char* symbol, int column) {
    return model.index(model.rowOf(QLatin1String(symbol)), column).data().toString();
  };
  EXPECT_EQ(text("SH510300", SecuritiesModel::price_column), QStringLiteral("4.123"));
  EXPECT_EQ(text("SZ000001", SecuritiesModel::price_column), QStringLiteral("12.34"));
  EXPECT_EQ(text("SH600519", SecuritiesModel::change_column), QStringLiteral("+2.00"));
  EXPECT_EQ(text("SZ000001", SecuritiesModel::change_column), QStringLiteral("-1.00"));
  EXPECT_EQ(text("SH688981", SecuritiesModel::change_column), QStringLiteral("-"));
}

}  // namespace
}  // namespace fwq::desktop
