// The list of securities as a table: filtered as one types, sorted by any column.
#pragma once

#include <QAbstractTableModel>
#include <QSet>
#include <memory>
#include <string>
#include <vector>

#include "look.hpp"
#include "securities.hpp"

namespace fwq::desktop {

// What part of the market is listed.
enum class ListPart {
  all,
  shanghai,
  shenzhen,
  beijing,
  star,
  chinext,
  indices,
  funds,
  favourites,
  sector
};
inline constexpr int kListParts = 9;  // But for sectors, which each home has its own of.
QString list_part_text(ListPart part);

class SecuritiesModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { code_column, name_column, price_column, change_column, column_count };
  static constexpr int kSymbolRole = Qt::UserRole;  // "SZ000001", of any column.

  explicit SecuritiesModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  void setRows(std::shared_ptr<const SecurityRows> rows);
  // What ListPart::sector lists. Requires: in order.
  void setSector(std::vector<data::Symbol> symbols);
  void setFavourites(const QStringList& symbols);
  void setLook(const Look& look);
  // What is typed, and what part of the market. Cost: linear in the securities, some microseconds a thousand.
  void setFilter(const QString& typed, ListPart part);
  void sort(int column, Qt::SortOrder order) override;

  int listed() const noexcept { return static_cast<int>(shown_.size()); }
  int total() const noexcept { return static_cast<int>(rows_->size()); }
  bool isFavourite(const QString& symbol) const { return favourites_.contains(symbol); }
  QString symbolAt(int row) const;
  // Its row, or -1.
  int rowOf(const QString& symbol) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void renew();
  bool belongs(const SecurityRow& row) const;
  QVariant shownText(const SecurityRow& row, int column) const;
  std::shared_ptr<const SecurityRows> rows_ = std::make_shared<SecurityRows>();
  std::vector<int> shown_;  // Indices into rows_, as listed.
  QSet<QString> favourites_;
  std::vector<data::Symbol> sector_;
  std::string query_;
  ListPart part_ = ListPart::all;
  int sorted_by_ = code_column;
  Qt::SortOrder order_ = Qt::AscendingOrder;
  QColor up_, down_;
};

}  // namespace fwq::desktop
