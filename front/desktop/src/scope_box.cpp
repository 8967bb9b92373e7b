// The choice, and the securities behind it.
#include "scope_box.hpp"

#include "app_context.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

const QString kSector = QStringLiteral("sector:");
const QString kFavourites = QStringLiteral("favourites");

}  // namespace

ScopeBox::ScopeBox(AppContext& app, QWidget* parent) : QComboBox(parent), app_(app) {
  setObjectName(QStringLiteral("scope"));
  addItem(say("Whole market"), QString());
  addItem(say("Shanghai"), text_of(to_string(data::Market::sh)));
  addItem(say("Shenzhen"), text_of(to_string(data::Market::sz)));
  addItem(say("Beijing"), text_of(to_string(data::Market::bj)));
  addItem(say("Favourites"), kFavourites);
  setMaxVisibleItems(24);
  for (const auto& sector : app_.securities().sectors())
    addItem(text_of(sector.name), kSector + QString::number(static_cast<int>(sector.kind)));
}

Result<Scope> ScopeBox::scope() const {
  const QString key = currentData().toString();
  Scope scope;
  if (key == kFavourites) {
    for (const QString& text : app_.state().favourites)
      if (const auto symbol = data::Symbol::parse(utf8_of(text))) scope.symbols.push_back(*symbol);
    if (scope.symbols.empty())
      return Error{
          Errc::invalid_argument,
          "there are no favourites yet: add some with a right click in the list of securities",
          "还没有自选：请先在证券列表中右键加入"};
  } else if (key.startsWith(kSector)) {
    const auto kind = static_cast<data::SectorKind>(key.mid(kSector.size()).toInt());
    const auto* sector = app_.securities().findSector(kind, currentText());
    if (sector == nullptr)
      return Error{Errc::not_found, "this list is no longer there", "该板块已不存在"};
    scope.symbols = sector->symbols;
  } else if (!key.isEmpty()) {
    FWQ_TRY_ASSIGN(market, data::parse_market(utf8_of(key)));
    scope.market = market;
  }
  return scope;
}

}  // namespace fwq::desktop
