// Reading the values of one series through a cursor.
#include "store_series.hpp"

#include <fmt/format.h>

namespace fwq::data::stored {

Result<std::vector<std::pair<std::uint16_t, std::span<const std::byte>>>> raw_values(
    MDB_cursor* cursor, const lmdb::Environment& environment, Symbol symbol, Period period) {
  std::vector<std::pair<std::uint16_t, std::span<const std::byte>>> values;
  const Key first = make_key(symbol, period, 0);
  constexpr std::size_t kPrefix = 9;  // Symbol and period.
  RawEntry entry;
  int code = seek(cursor, entry, first);
  for (; code == 0; code = move(cursor, entry, MDB_NEXT)) {
    if (entry.key.mv_size != first.size() ||
        std::memcmp(entry.key.mv_data, first.data(), kPrefix) != 0)
      break;
    const auto* bytes = static_cast<const unsigned char*>(entry.key.mv_data);
    values.emplace_back(static_cast<std::uint16_t>(bytes[9] << 8U | bytes[10]),
                        lmdb::bytes_of(entry.value));
  }
  if (code != 0 && code != MDB_NOTFOUND) return environment.error(code, "read");
  return values;
}

Result<ValueView> checked_value(const KeyParts& key, std::span<const std::byte> bytes) {
  const auto damaged = [&](Errc code, std::string_view what, std::string_view what_zh) {
    return Error{
        code,
        fmt::format("{} is damaged: {}; import its file again, which replaces it", value_name(key),
                    what),
        fmt::format("{} 已损坏：{}；请重新导入其文件，将被覆盖", value_name(key), what_zh)};
  };
  auto view = decode_value(bytes);
  if (!view) {
    if (view.error().code == Errc::unsupported) {
      return Error{Errc::unsupported, fmt::format("{}: {}", value_name(key), view.error().message),
                   fmt::format("{}：{}", value_name(key), view.error().text(true))};
    }
    return damaged(view.error().code, view.error().message, view.error().text(true));
  }
  if (!view->belongs_to(key.symbol, key.period))
    return damaged(Errc::bad_data, "it belongs to another series", "它属于另一个序列");
  return view;
}

Result<std::vector<StoredValue>> series_values(MDB_cursor* cursor,
                                               const lmdb::Environment& environment, Symbol symbol,
                                               Period period) {
  FWQ_TRY_ASSIGN(raw, raw_values(cursor, environment, symbol, period));
  std::vector<StoredValue> values;
  values.reserve(raw.size());
  for (const auto& [number, bytes] : raw) {
    FWQ_TRY_ASSIGN(view, checked_value({symbol, period, number}, bytes));
    // Touching the ends of the time column costs nothing to those who are about to read it.
    if (view.time(0) != view.first || view.time(view.count - 1) != view.last ||
        (!values.empty() && view.first <= values.back().view.last)) {
      return Error{Errc::bad_data,
                   fmt::format("{} is damaged: its times contradict each other; import its file "
                               "again, which replaces it",
                               value_name({symbol, period, number})),
                   fmt::format("{} 已损坏：时间互相矛盾；请重新导入其文件，将被覆盖",
                               value_name({symbol, period, number}))};
    }
    values.push_back({number, view});
  }
  return values;
}

Result<void> check_contents(const KeyParts& key, const ValueView& view) {
  if (checksum_matches(view)) return {};
  return Error{
      Errc::bad_data,
      fmt::format("{} is damaged: bytes have changed since it was written; import its "
                  "file again, which replaces it",
                  value_name(key)),
      fmt::format("{} 已损坏：写入后内容有变；请重新导入其文件，将被覆盖", value_name(key))};
}

}  // namespace fwq::data::stored
