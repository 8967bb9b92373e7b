// Runs every case of tests/golden/ledgers/*.txt: a few days, orders, and the ledger that a broker would have sent.
//
// Each ledger is worked out by hand, with its arithmetic in comments. A file holds cases; what follows a # is for people.
//   case     words                             begins one
//   symbol   SH600000
//   listed   2024-01-02                        2000-01-01 unless given
//   cash     100000                            as much unless given
//   costs    none | commission=0.0003 minimum=5 tax=yes itemise=yes
//   broker   slippage=0.01 ticks=2 cap=0.25 intrabar=pessimistic sell_at_end=yes
//   from, to 2024-01-02                        first and last day traded (from: also a minute)
//   warned   2024-01-02 2024-06-30             risk warning (ST), both days in
//   bar      2024-01-02 10 10.2 9.9 10.1 5000  open high low close volume; 1,000,000 shares unless given; "-": none.
//            2024-01-02T09:31 …                an intraday bar
//   exright  2024-01-05 cash=0.5 bonus=0.2 rights=0.3 price=5 split=2
//   order    2024-01-02 buy limit limit=9.8 shares=500    given at the end of that bar; in place of a date fill1: right
//            after the first fill. kinds as the engine names them; shares= whole fraction= cash= limit= stop= trail= good_for=
// and then what must come of it, every fill and unfilled order:
//   fill     date side shares price commission stamp_duty transfer_fee cash_after [exchange_fees x] [dividend_tax x]
//   unfilled date_given side kind obstacle
//   trade    shares cost pnl                   checked if any is given
//   equity   date value                        checked if given
//   end      shares cash equity
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "fwq/backtest/engine.hpp"

namespace fwq::backtest {
namespace {

using Words = std::vector<std::string>;

struct Case {
  std::string name, file;
  data::Symbol symbol;
  data::Date listed = {2000, 1, 1};
  CostSettings costs;
  EngineOptions options = {.cash = 100'000};
  std::vector<DayRange> warned;
  data::BarSeries bars{1000};
  std::vector<data::ExRightsEvent> events;
  std::vector<std::pair<std::string, Order>> orders;  // By time or "fill1".
  std::vector<std::string> ledger, trades, equity;
};

std::string text(Money money) {
  const Money rest = std::abs(money) % kYuan;
  std::string out = (money < 0 ? "-" : "") + std::to_string(std::abs(money) / kYuan) + "." +
                    std::to_string(kYuan + rest).substr(1);
  while (out.ends_with('0') && out[out.size() - 3] != '.') out.pop_back();
  return out;
}

std::string date_text(data::Time time) {
  if (data::seconds_of_day(time) == data::kDayBarEnd) return data::format_date(data::date_of(time));
  std::string minute = data::format_minute(time);
  minute[10] = 'T';
  return minute;
}

data::Time time_of(std::string word) {
  if (word.size() == 10) word += " 15:00";
  word[10] = ' ';
  return data::parse_time(word).value();
}
data::Date date_of(const std::string& word) {
  return data::date_of(time_of(word));
}

// "limit=9.8" as {limit, 9.8}; a word without "=" has no value.
std::pair<std::string, std::string> split(const std::string& word) {
  const auto at = word.find('=');
  return at == std::string::npos ? std::pair{word, std::string()}
                                 : std::pair{word.substr(0, at), word.substr(at + 1)};
}

OrderKind kind_of(const std::string& word) {
  for (int k = 0; k <= static_cast<int>(OrderKind::trailing_stop); ++k) {
    if (to_string(static_cast<OrderKind>(k)) == word) return static_cast<OrderKind>(k);
  }
  ADD_FAILURE() << "no kind of order: " << word;
  return OrderKind::limit;
}

Order read_order(const Words& words) {
  Order order;
  order.side = words.at(2) == "buy" ? Side::buy : Side::sell;
  order.kind = kind_of(words.at(3));
  order.reason = "script";
  for (std::size_t k = 4; k < words.size(); ++k) {
    const auto [key, value] = split(words[k]);
    if (key == "whole") {
      order.amount = Amount::whole;
    } else if (key == "shares") {
      order.shares = std::stoll(value);
    } else if (key == "fraction" || key == "cash") {
      order.amount = key == "cash" ? Amount::cash : Amount::fraction;
      order.value = std::stod(value);
    } else if (key == "limit") {
      order.limit = money_of(std::stod(value));
    } else if (key == "stop") {
      order.stop = money_of(std::stod(value));
    } else if (key == "trail") {
      order.trail = std::stod(value);
    } else if (key == "good_for") {
      order.good_for = static_cast<std::uint32_t>(std::stoul(value));
    } else {
      ADD_FAILURE() << "no part of an order: " << words[k];
    }
  }
  return order;
}

void read_bar(Case& out, const Words& words) {
  const auto number = [&](std::size_t k) {
    return words.at(k) == "-" ? data::kNone : std::stod(words[k]);
  };
  const double volume = words.size() > 6 ? number(6) : 1e6;
  out.bars.push_back({time_of(words.at(1)), number(2), number(3), number(4), number(5), volume,
                      volume * number(5)});
}

void read_event(Case& out, const Words& words) {
  data::ExRightsEvent& event = out.events.emplace_back();
  event.date = date_of(words.at(1));
  const std::map<std::string, double*> parts = {{"cash", &event.cash},
                                                {"bonus", &event.bonus},
                                                {"rights", &event.rights},
                                                {"price", &event.rights_price},
                                                {"split", &event.split}};
  for (std::size_t k = 2; k < words.size(); ++k) {
    const auto [key, value] = split(words[k]);
    *parts.at(key) = std::stod(value);
  }
}

void read_options(Case& out, const Words& words) {
  for (std::size_t k = 1; k < words.size(); ++k) {
    const auto [key, value] = split(words[k]);
    BrokerOptions& broker = out.options.broker;
    if (key == "none") {
      out.costs = CostSettings::none();
    } else if (key == "commission") {
      out.costs.commission_rate = std::stod(value);
    } else if (key == "minimum") {
      out.costs.min_commission = std::stod(value);
    } else if (key == "tax") {
      out.costs.dividend_tax = true;
    } else if (key == "itemise") {
      out.costs.itemise_exchange_fees = true;
    } else if (key == "slippage" || key == "ticks") {
      broker.slippage = {key == "ticks" ? Slippage::Kind::ticks : Slippage::Kind::fraction,
                         std::stod(value)};
    } else if (key == "cap") {
      broker.volume_cap = std::stod(value);
    } else if (key == "intrabar") {
      broker.intrabar = Intrabar::pessimistic;
    } else if (key == "sell_at_end") {
      out.options.close_at_end = true;
    } else {
      ADD_FAILURE() << "no option: " << words[k];
    }
  }
}

void read_line(Case& out, const Words& words, const std::string& line) {
  const std::string& what = words[0];
  if (what == "symbol") {
    out.symbol = data::Symbol::parse(words.at(1)).value();
  } else if (what == "listed") {
    out.listed = date_of(words.at(1));
  } else if (what == "cash") {
    out.options.cash = std::stod(words.at(1));
  } else if (what == "costs" || what == "broker") {
    read_options(out, words);
  } else if (what == "from") {
    out.options.range.from =
        words.at(1).size() > 10 ? time_of(words[1]) : data::time_from(date_of(words[1]));
  } else if (what == "to") {
    out.options.range.to = data::time_from(date_of(words.at(1)), data::kSecondsPerDay);
  } else if (what == "warned") {
    out.warned.push_back(
        {data::days_from(date_of(words.at(1))), data::days_from(date_of(words.at(2)))});
  } else if (what == "bar") {
    read_bar(out, words);
  } else if (what == "exright") {
    read_event(out, words);
  } else if (what == "order") {
    out.orders.emplace_back(words.at(1), read_order(words));
  } else if (what == "fill" || what == "unfilled" || what == "end") {
    out.ledger.push_back(line);
  } else if (what == "trade") {
    out.trades.push_back(line);
  } else if (what == "equity") {
    out.equity.push_back(line);
  } else {
    ADD_FAILURE() << out.file << ": cannot read '" << line << "'";
  }
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    std::istringstream stream(line);
    Words words;
    std::string joined;
    for (std::string word; stream >> word;) {
      joined += (words.empty() ? "" : " ") + word;
      words.push_back(word);
    }
    if (words.empty()) continue;
    if (words[0] == "case") {
      cases.emplace_back();
      cases.back().name = joined.substr(std::min<std::size_t>(5, joined.size()));
      cases.back().file = path.filename().string();
    } else if (!cases.empty()) {
      read_line(cases.back(), words, joined);
    }
  }
  return cases;
}

// By order and bar.
using CashAfter = std::map<std::pair<OrderId, std::uint32_t>, Money>;

// Gives the orders of a case, and notes the cash after each fill.
class Script : public Strategy {
 public:
  Script(const Case& script, CashAfter& cash, std::size_t& fills)
      : script_(script), cash_(cash), fills_(fills) {}
  void on_bar(const Moment& now, Desk& desk) override {
    give(date_text(now.raw().time().back()), desk);
  }
  void on_fill(const Fill& fill, const Moment& now, Desk& desk) override {
    cash_[{fill.order, fill.bar}] = now.cash();
    ++fills_;
    give("fill" + std::to_string(fills_), desk);
  }

 private:
  void give(const std::string& when, Desk& desk) const {
    for (const auto& [at, order] : script_.orders) {
      if (at == when) desk.submit(order);
    }
  }
  const Case& script_;
  CashAfter& cash_;
  std::size_t& fills_;
};

struct Outcome {
  std::vector<std::string> ledger, trades;
  std::map<std::string, std::string> equity;
};

std::string fill_line(const Fill& fill, Money cash) {
  std::string out = "fill " + date_text(fill.time) + " " + std::string(to_string(fill.side)) + " " +
                    std::to_string(fill.shares) + " " + text(fill.price) + " " +
                    text(fill.fees.commission) + " " + text(fill.fees.stamp_duty) + " " +
                    text(fill.fees.transfer_fee) + " " + text(cash);
  if (fill.fees.exchange_fees != 0) out += " exchange_fees " + text(fill.fees.exchange_fees);
  if (fill.dividend_tax != 0) out += " dividend_tax " + text(fill.dividend_tax);
  return out;
}

Outcome run(const Case& script) {
  const TradedSeries series =
      traded_series(script.bars.view(), script.symbol, script.events, script.listed, script.warned);
  CashAfter cash;
  std::size_t fills = 0;
  const auto factory = [&](const data::Bars&) {
    return std::make_unique<Script>(script, cash, fills);
  };
  const auto made =
      run_strategy(series, factory, Rulebook::a_share(script.costs).value(), script.options);
  Outcome out;
  if (!made) {
    ADD_FAILURE() << made.error().message;
    return out;
  }
  const auto& times = made->equity.time;
  for (const Fill& fill : made->journal.fills) {
    const std::pair key(fill.order, fill.bar);
    if (!cash.contains(key)) {  // A sale at a cut or the end, of which no strategy is told.
      const auto at = std::ranges::find(times, fill.time) - times.begin();
      cash[key] = money_of(made->equity.cash[static_cast<std::size_t>(at)]);
    }
    out.ledger.push_back(fill_line(fill, cash[key]));
  }
  for (const UnfilledOrder& order : made->journal.unfilled) {
    out.ledger.push_back(
        "unfilled " + date_text(order.time) + " " + std::string(to_string(order.side)) + " " +
        std::string(to_string(order.kind)) + " " + std::string(to_string(order.obstacle)));
  }
  const Money last_cash = money_of(made->equity.cash.back());
  out.ledger.push_back("end " + std::to_string(made->open_shares) + " " + text(last_cash) + " " +
                       text(made->end));
  for (const Trade& trade : made->journal.trades) {
    out.trades.push_back("trade " + std::to_string(trade.shares) + " " + text(trade.cost) + " " +
                         text(trade.pnl));
  }
  for (std::size_t i = 0; i < times.size(); ++i) {
    out.equity[date_text(times[i])] = text(money_of(made->equity.value[i]));
  }
  return out;
}

std::string lines(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& line : all) out += "  " + line + "\n";
  return out;
}

TEST(Ledgers, EveryCaseEndsWithTheLedgerWorkedOutByHand) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(FWQ_SOURCE_DIR "/tests/golden/ledgers")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::size_t count = 0;
  for (const auto& file : files) {
    for (const Case& one : read_cases(file)) {
      SCOPED_TRACE(one.file + ": " + one.name);
      ++count;
      const Outcome got = run(one);
      EXPECT_EQ(lines(got.ledger), lines(one.ledger));
      if (!one.trades.empty()) {
        EXPECT_EQ(lines(got.trades), lines(one.trades));
      }
      for (const std::string& line : one.equity) {
        const std::string day = line.substr(7, line.rfind(' ') - 7);
        EXPECT_EQ("equity " + day + " " + (got.equity.contains(day) ? got.equity.at(day) : "none"),
                  line);
      }
    }
  }
  EXPECT_GE(count, 90U);  // Or files were not found.
}

}  // namespace
}  // namespace fwq::backtest
