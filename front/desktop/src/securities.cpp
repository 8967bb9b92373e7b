// Reading the list of securities: names from the database, last prices from the store.
#include "securities.hpp"

#include <algorithm>
#include <unordered_map>

#include "app_context.hpp"
#include "fwq/coordinators/demo.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

// A suspension may be long; the last two bars are looked for in the last year first, then in all.
void set_prices(SecurityRow& row, const data::Snapshot& snapshot, data::Period period) {
  constexpr data::Time kYear = 366 * data::kSecondsPerDay;
  row.price = row.change = data::kNone;
  auto bars = snapshot.bars(row.symbol, period, {.from = row.last - kYear});
  if (bars && bars->size() < 2) bars = snapshot.bars(row.symbol, period);
  if (!bars || bars->empty()) return;
  const auto close = bars->close();
  row.price = close.back();
  if (close.size() >= 2) row.change = close.back() / close[close.size() - 2] - 1;
}

}  // namespace

Result<std::shared_ptr<const SecurityRows>> read_securities(const Reading& reading) {
  FWQ_TRY_ASSIGN(known, reading.db.securities());
  std::unordered_map<data::Symbol, std::string> names;
  for (auto& security : known) names[security.symbol] = std::move(security.name);
  auto rows = std::make_shared<SecurityRows>();
  data::Period shown = data::Period::day;
  for (const auto& series : reading.snapshot.series()) {
    const bool first = rows->empty() || rows->back().symbol != series.symbol;
    if (first) {
      const auto name = names.find(series.symbol);
      const std::string& text = name == names.end() ? std::string() : name->second;
      rows->push_back({.symbol = series.symbol,
                       .code = text_of(series.symbol.code()),
                       .name = text_of(text),
                       .key = {series.symbol, text}});
    }
    // Series of a symbol come by period; the daily one, or the longest below it.
    if (!first && series.period > data::Period::day) continue;
    SecurityRow& row = rows->back();
    row.bars = series.bars;
    row.last = series.last;
    shown = series.period;
    set_prices(row, reading.snapshot, shown);
  }
  return std::shared_ptr<const SecurityRows>(std::move(rows));
}

void Securities::load() {
  struct Read {
    std::shared_ptr<const SecurityRows> rows;
    bool demo = false;
    std::vector<data::Sector> sectors;
  };
  const quint64 mine = ++generation_;
  app_.jobs().run<Read>(
      say("Read the list of securities"),
      [this](const core::TaskContext& /*context*/) -> Result<Read> {
        FWQ_TRY_ASSIGN(reading, app_.access().read());
        FWQ_TRY_ASSIGN(rows, read_securities(reading));
        FWQ_TRY_ASSIGN(sectors, reading.db.sectors());
        return Read{rows, coordinators::demo_mark(reading.open->home).has_value(),
                    std::move(sectors)};
      },
      this,
      [this, mine](Result<Read> read) {
        if (mine != generation_) return;
        loaded_ = true;
        // The list has looked at every series: the pages of the store that this mapped are given back.
        app_.access().forget();
        if (!read) {
          Q_EMIT failed(app_.text(read.error()));
          return;
        }
        rows_ = read->rows;
        demo_ = read->demo;
        sectors_ = std::make_shared<const std::vector<data::Sector>>(std::move(read->sectors));
        Q_EMIT changed();
      },
      true);
}

const data::Sector* Securities::findSector(data::SectorKind kind, const QString& name) const {
  const std::string wanted = utf8_of(name);
  const auto at = std::find_if(sectors_->begin(), sectors_->end(), [&](const data::Sector& one) {
    return one.kind == kind && one.name == wanted;
  });
  return at == sectors_->end() ? nullptr : &*at;
}

// The event of the change has the list read anew.
void Securities::write(const QString& title, std::function<Result<void>(data::SystemDb&)> change) {
  app_.jobs().run<int>(
      title,
      [this, change = std::move(change)](const core::TaskContext&) -> Result<int> {
        FWQ_TRY_ASSIGN(db, app_.home().database(false));
        FWQ_TRY(change(db));
        return 0;
      },
      this,
      [this](const Result<int>& done) {
        if (!done) Q_EMIT app_.problem(app_.text(done.error()));
      },
      true);
}

void Securities::changeSector(const QString& name, data::Symbol symbol, bool in) {
  write(say("Change a sector"),
        [name = utf8_of(name), symbol, in](data::SystemDb& db) -> Result<void> {
          FWQ_TRY_ASSIGN(sectors, db.sectors());
          data::Sector changed{data::SectorKind::own, name, {}};
          for (const auto& sector : sectors)
            if (sector.kind == changed.kind && sector.name == name) changed = sector;
          std::erase(changed.symbols, symbol);
          if (in) changed.symbols.push_back(symbol);
          FWQ_TRY(db.put_sectors(std::vector{changed}, "desktop"));
          return {};
        });
}

void Securities::removeSector(data::SectorKind kind, const QString& name) {
  write(say("Remove a sector"),
        [kind, name = utf8_of(name)](data::SystemDb& db) { return db.remove_sector(kind, name); });
}

const SecurityRow* Securities::find(const QString& symbol) const {
  const std::string text = utf8_of(symbol);
  const auto at = std::lower_bound(
      rows_->begin(), rows_->end(), text,
      [](const SecurityRow& row, const std::string& wanted) { return row.symbol.text() < wanted; });
  return at != rows_->end() && at->symbol.text() == text ? &*at : nullptr;
}

}  // namespace fwq::desktop
