// The alerts of the home and what has come true of them, read and written in the background; judged whenever data has changed.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "fwq/coordinators/alerts.hpp"
#include "fwq/core/result.hpp"

namespace fwq::desktop {

class AppContext;

struct AlertBook {
  std::vector<data::AlertRecord> alerts;  // By id.
  std::vector<data::AlertHit> hits;       // Newest first.
};

class AlertList : public QObject {
  Q_OBJECT

 public:
  explicit AlertList(AppContext& app);

  // What was read last; empty before that.
  const AlertBook& book() const noexcept { return *book_; }
  const data::AlertRecord* find(std::int64_t id) const;
  // Hits that nobody has acknowledged.
  int open() const;

  void load();
  // Judges all alerts; `told`: also when there is nothing to judge, for a person who asked.
  void check(bool told = false);
  // Soon, once for many calls.
  void checkSoon();
  // New (id 0) or changed; then judged.
  void put(const data::AlertRecord& alert);
  void remove(std::int64_t id);
  void acknowledge(std::vector<data::AlertHit> hits);
  void removeHits(std::vector<data::AlertHit> hits);

 Q_SIGNALS:
  void changed();
  void checked(int fresh, const QString& problems);  // How many were raised anew.
  void failed(const QString& problem);

 private:
  using Change = std::function<Result<void>(data::SystemDb&)>;
  void write(const QString& title, Change change, bool then_check);
  AppContext& app_;
  std::shared_ptr<const AlertBook> book_ = std::make_shared<AlertBook>();
  quint64 generation_ = 0;
  bool checking_ = false, again_ = false;
  QTimer soon_;
};

}  // namespace fwq::desktop
