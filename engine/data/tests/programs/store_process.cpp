// A second process for the store's tests: it writes until it is killed, holds the store open, or reads along.
//
//   store_process write   FOLDER N     commits transactions N, N+1 … of the fault script, and says each number
//   store_process hold    FOLDER       takes a snapshot, says "ready", waits for the end of its input
//   store_process block   FOLDER       begins a write, says "ready", waits, commits transaction 0
//   store_process read    FOLDER       reads until its input ends; fails if it ever sees half a commit
//   store_process compact FOLDER       compacts again and again, and says so
//   store_process limited FOLDER       with 1 GiB of address space: writes, reads and verifies 300 MB of bars
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fwq/data/store.hpp"
#include "support/fault_script.hpp"

namespace {

using namespace fwq;
using namespace fwq::data;
using namespace fwq::data::store_test;

// Straight to the pipe: what was said stays said when the process is killed.
void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

bool input_ended() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) > 0;
}

void wait_for_end_of_input() {
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

int write_until_killed(Store& store, std::size_t transaction) {
  for (;; ++transaction) {
    auto writer = store.write().value();
    apply_to(writer, transaction);
    writer.commit().value();
    say(std::to_string(transaction) + "\n");
    if (transaction % 7 == 0) {
      {
        const StoreWriter ended = std::move(writer);
      }
      store.merge_tails().value();  // Changes values, and no bar.
    }
  }
}

int read_along(const Store& store) {
  std::size_t looks = 0;
  while (!input_ended()) {
    const Snapshot snapshot = store.snapshot().value();
    const auto all = snapshot.series();
    // The writer gives all series the same content in each commit.
    for (const SeriesInfo& info : all) {
      const Bars bars = snapshot.bars(info.symbol, info.period).value();
      const Bars first = snapshot.bars(all.front().symbol, all.front().period).value();
      if (!same_rows(bars, first)) return 1;
    }
    if (++looks == 1) say("ready\n");
  }
  return 0;
}

int write_with_little_address_space(const std::string& folder) {
  const rlimit limit{std::size_t{1} << 30U, std::size_t{1} << 30U};
  if (::setrlimit(RLIMIT_AS, &limit) != 0) return 4;
  auto store = Store::open(folder).value();
  for (unsigned batch = 0; batch < 30; ++batch) {
    auto writer = store.write().value();
    for (unsigned i = 0; i < 20; ++i) {
      (void)writer
          .replace(symbol_number(batch * 20 + i), Period::day, bars_from(0, 9000, batch).view())
          .value();
    }
    writer.commit().value();
  }
  const auto report = store.verify().value();
  return report.problems.empty() && report.bars == std::size_t{600} * 9000 ? 0 : 1;
}

int run(std::string_view mode, const std::string& folder, std::size_t number) {
  if (mode == "limited") return write_with_little_address_space(folder);
  auto store = Store::open(folder).value();
  if (mode == "write") return write_until_killed(store, number);
  if (mode == "read") return read_along(store);
  if (mode == "hold") {
    const Snapshot snapshot = store.snapshot().value();
    say("ready\n");
    wait_for_end_of_input();
    return 0;
  }
  if (mode == "block") {
    auto writer = store.write().value();
    say("ready\n");
    wait_for_end_of_input();
    apply_to(writer, 0);
    writer.commit().value();
    return 0;
  }
  if (mode == "compact") {
    for (;;) {
      (void)store.compact().value();
      say("compacted\n");
    }
  }
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  try {
    return run(arguments[1], arguments[2],
               count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 0);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "store_process: %s\n", failure.what());
    return 1;
  }
}
