// The securities that have bars, with their last price and change, and the sectors they are in: what the list on the left and every picker shows.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fwq/coordinators/name_search.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/system_db.hpp"
#include "fwq/data/time.hpp"

namespace fwq::desktop {

class AppContext;
struct Reading;

struct SecurityRow {
  data::Symbol symbol;
  QString code, name;
  coordinators::SearchKey key;
  std::size_t bars = 0;  // Of the daily series, or of the longest period there is.
  data::Time last = 0;   // Of its last bar.
  double price = 0;      // Last close; NaN where it has none.
  double change = 0;     // Of it on the close before, as a fraction; NaN for the first bar.
};
using SecurityRows = std::vector<SecurityRow>;

// By symbol. Errors: those of the store and the database. [worker-thread]
Result<std::shared_ptr<const SecurityRows>> read_securities(const Reading& reading);

class Securities : public QObject {
  Q_OBJECT

 public:
  explicit Securities(AppContext& app) : app_(app) {}

  // Reads them in the background.
  void load();
  // Never null; empty before they have been read.
  const std::shared_ptr<const SecurityRows>& rows() const noexcept { return rows_; }
  bool isLoaded() const noexcept { return loaded_; }
  // Whether the home holds the demo market, as of the last load.
  bool isDemo() const noexcept { return demo_; }
  // By kind, then name.
  const std::vector<data::Sector>& sectors() const noexcept { return *sectors_; }
  const data::Sector* findSector(data::SectorKind kind, const QString& name) const;
  // Puts a security into a list that a person made, which is made if there is none; or takes it out, and an empty list goes.
  void changeSector(const QString& name, data::Symbol symbol, bool in);
  void removeSector(data::SectorKind kind, const QString& name);
  // The row of a symbol ("SZ000001"), or null.
  const SecurityRow* find(const QString& symbol) const;

 Q_SIGNALS:
  void changed();
  void failed(const QString& problem);

 private:
  void write(const QString& title, std::function<Result<void>(data::SystemDb&)> change);
  AppContext& app_;
  std::shared_ptr<const SecurityRows> rows_ = std::make_shared<SecurityRows>();
  std::shared_ptr<const std::vector<data::Sector>> sectors_ =
      std::make_shared<std::vector<data::Sector>>();
  bool loaded_ = false, demo_ = false;
  quint64 generation_ = 0;
};

}  // namespace fwq::desktop
