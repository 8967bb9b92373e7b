// Filtering and sorting of the list of securities.
#include "securities_model.hpp"

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

// Below 0, 0 or above 0; a number that is none comes after all others in either order.
int compare(double a, double b, Qt::SortOrder order) {
  if (std::isnan(a) || std::isnan(b)) {
    const int last = static_cast<int>(std::isnan(a)) - static_cast<int>(std::isnan(b));
    return order == Qt::AscendingOrder ? last : -last;
  }
  return a < b ? -1 : static_cast<int>(a > b);
}

int compare(const SecurityRow& a, const SecurityRow& b, int column, Qt::SortOrder order) {
  switch (column) {
    case SecuritiesModel::name_column:
      return QString::localeAwareCompare(a.name, b.name);
    case SecuritiesModel::price_column:
      return compare(a.price, b.price, order);
    case SecuritiesModel::change_column:
      return compare(a.change, b.change, order);
    default:
      return a.code.compare(b.code);
  }
}

int price_digits(data::Symbol symbol) {
  return data::tick_size(symbol) < 0.005 ? 3 : 2;
}

}  // namespace

QString list_part_text(ListPart part) {
  switch (part) {
    case ListPart::all:
      return say("All");
    case ListPart::shanghai:
      return say("Shanghai");
    case ListPart::shenzhen:
      return say("Shenzhen");
    case ListPart::beijing:
      return say("Beijing");
    case ListPart::star:
      return say("STAR");
    case ListPart::chinext:
      return say("ChiNext");
    case ListPart::indices:
      return say("Indices");
    case ListPart::funds:
      return say("Funds");
    case ListPart::favourites:
      return say("Favourites");
    case ListPart::sector:
      return say("Sector");
  }
  return {};
}

void SecuritiesModel::setRows(std::shared_ptr<const SecurityRows> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  renew();
  endResetModel();
}

void SecuritiesModel::setFavourites(const QStringList& symbols) {
  beginResetModel();
  favourites_ = QSet<QString>(symbols.begin(), symbols.end());
  renew();
  endResetModel();
}

void SecuritiesModel::setSector(std::vector<data::Symbol> symbols) {
  beginResetModel();
  sector_ = std::move(symbols);
  renew();
  endResetModel();
}

void SecuritiesModel::setLook(const Look& look) {
  up_ = look.up;
  down_ = look.down;
  if (!shown_.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1), {Qt::ForegroundRole});
}

void SecuritiesModel::setFilter(const QString& typed, ListPart part) {
  beginResetModel();
  query_ = coordinators::search_query(utf8_of(typed));
  part_ = part;
  renew();
  endResetModel();
}

void SecuritiesModel::sort(int column, Qt::SortOrder order) {
  beginResetModel();
  sorted_by_ = column;
  order_ = order;
  renew();
  endResetModel();
}

bool SecuritiesModel::belongs(const SecurityRow& row) const {
  const auto kind = row.symbol.kind();
  const bool index = kind == data::Kind::index || kind == data::Kind::sector_index;
  switch (part_) {
    case ListPart::all:
      return true;
    case ListPart::shanghai:
      return row.symbol.market() == data::Market::sh && !index;
    case ListPart::shenzhen:
      return row.symbol.market() == data::Market::sz && !index;
    case ListPart::beijing:
      return row.symbol.market() == data::Market::bj && !index;
    case ListPart::star:
      return row.symbol.board() == data::Board::star;
    case ListPart::chinext:
      return row.symbol.board() == data::Board::chinext;
    case ListPart::indices:
      return index;
    case ListPart::funds:
      return kind == data::Kind::fund;
    case ListPart::favourites:
      return favourites_.contains(text_of(row.symbol.text()));
    case ListPart::sector:
      return std::binary_search(sector_.begin(), sector_.end(), row.symbol);
  }
  return true;
}

void SecuritiesModel::renew() {
  shown_.clear();
  std::vector<int> ranks(rows_->size(), 0);
  for (std::size_t i = 0; i < rows_->size(); ++i) {
    const SecurityRow& row = (*rows_)[i];
    if (!belongs(row)) continue;
    const int rank = query_.empty() ? 0 : row.key.rank(query_);
    if (rank < 0) continue;
    ranks[i] = rank;
    shown_.push_back(static_cast<int>(i));
  }
  std::stable_sort(shown_.begin(), shown_.end(), [&](int a, int b) {
    const auto left = static_cast<std::size_t>(a), right = static_cast<std::size_t>(b);
    if (ranks[left] != ranks[right]) return ranks[left] < ranks[right];
    const int sign = compare((*rows_)[left], (*rows_)[right], sorted_by_, order_);
    return order_ == Qt::AscendingOrder ? sign < 0 : sign > 0;
  });
}

QString SecuritiesModel::symbolAt(int row) const {
  if (row < 0 || row >= listed()) return {};
  return text_of(
      (*rows_)[static_cast<std::size_t>(shown_[static_cast<std::size_t>(row)])].symbol.text());
}

int SecuritiesModel::rowOf(const QString& symbol) const {
  for (int row = 0; row < listed(); ++row)
    if (symbolAt(row) == symbol) return row;
  return -1;
}

int SecuritiesModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : listed();
}

int SecuritiesModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int{column_count};
}

QVariant SecuritiesModel::shownText(const SecurityRow& row, int column) const {
  switch (column) {
    case code_column:
      return row.code;
    case name_column:
      return favourites_.contains(text_of(row.symbol.text())) ? QStringLiteral("★ ") + row.name
                                                              : row.name;
    case price_column:
      return text_of(core::fixed(row.price, price_digits(row.symbol)));
    case change_column:
      if (std::isnan(row.change)) return QStringLiteral("-");
      return (row.change > 0 ? QStringLiteral("+") : QString()) +
             text_of(core::fixed(row.change * 100, 2));
    default:
      return {};
  }
}

QVariant SecuritiesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const SecurityRow& row =
      (*rows_)[static_cast<std::size_t>(shown_[static_cast<std::size_t>(index.row())])];
  switch (role) {
    case Qt::DisplayRole:
      return shownText(row, index.column());
    case kSymbolRole:
      return text_of(row.symbol.text());
    case Qt::TextAlignmentRole:
      return QVariant((index.column() >= price_column ? Qt::AlignRight : Qt::AlignLeft) |
                      Qt::AlignVCenter);
    case Qt::ForegroundRole:
      if (index.column() < price_column || std::isnan(row.change) || row.change == 0) return {};
      return row.change > 0 ? up_ : down_;
    case Qt::ToolTipRole:
      return say("%1 %2: %3 bars to %4")
          .arg(text_of(row.symbol.text()), row.name)
          .arg(row.bars)
          .arg(text_of(data::format_date(data::date_of(row.last))));
    default:
      return {};
  }
}

QVariant SecuritiesModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant((section >= price_column ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case code_column:
      return say("Code");
    case name_column:
      return say("Name");
    case price_column:
      return say("Last");
    case change_column:
      return say("Change %");
    default:
      return {};
  }
}

}  // namespace fwq::desktop
