// Which securities a search looks at: the whole market, one exchange, the favourites, a sector.
#pragma once

#include <QComboBox>
#include <optional>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::desktop {

class AppContext;

struct Scope {
  std::optional<data::Market> market;
  std::vector<data::Symbol> symbols;  // Only these; empty: all.
};

class ScopeBox : public QComboBox {
 public:
  explicit ScopeBox(AppContext& app, QWidget* parent = nullptr);
  // Errors: invalid_argument (a list with nothing in it).
  Result<Scope> scope() const;

 private:
  AppContext& app_;
};

}  // namespace fwq::desktop
