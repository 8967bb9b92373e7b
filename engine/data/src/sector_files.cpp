// Decoding the block files of the TDX terminal and lists of sectors.
#include "fwq/data/sector_files.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "fwq/core/encoding.hpp"
#include "fwq/core/text.hpp"
#include "list_csv.hpp"
#include "list_import.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kHeader = 384, kCount = 2, kRecord = 2813, kName = 9, kSlots = 400, kSlot = 7;
constexpr std::size_t kOwnRecord = 120, kOwnName = 50, kOwnStem = 70;
constexpr std::size_t kLongestName = 128;

std::size_t u16_at(std::span<const std::byte> bytes, std::size_t at) {
  return std::to_integer<std::size_t>(bytes[at]) | std::to_integer<std::size_t>(bytes[at + 1])
                                                       << 8U;
}

// A field of bytes up to its first zero.
std::string_view field(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  const std::string_view whole(reinterpret_cast<const char*>(bytes.data()) + at, size);
  return whole.substr(0, std::min(whole.find('\0'), size));
}

std::optional<std::string> name_of(std::string_view gbk) {
  const auto text = core::from_gb18030(gbk);
  if (!text) return std::nullopt;
  std::string name = without_padding(*text);
  const bool control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (name.empty() || name.size() > kLongestName || control || has_bidi_control(name))
    return std::nullopt;
  return name;
}

bool is_code(std::string_view text) {
  return text.size() == 6 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A code without its market: what a list of shares, funds and bonds means by it.
std::optional<Symbol> symbol_of_code(std::string_view code) {
  if (!is_code(code)) return std::nullopt;
  const auto symbol = Symbol::parse(code);
  return symbol ? std::optional(*symbol) : std::nullopt;
}

std::optional<Symbol> symbol_of(std::string_view market, std::string_view code) {
  if (!is_code(code)) return std::nullopt;
  if (market == "0") return Symbol(Market::sz, code);
  if (market == "1") return Symbol(Market::sh, code);
  if (market == "2") return Symbol(Market::bj, code);
  return std::nullopt;
}

// Puts lists together: one for each kind and name.
class Collector {
 public:
  // Null: the name is none, and its securities are not counted.
  std::vector<Symbol>* list(SectorKind kind, std::string_view gbk_name) {
    const auto name = name_of(gbk_name);
    if (name) return &lists_[{kind, *name}];
    reject("bad_name");
    return nullptr;
  }
  void add(std::vector<Symbol>* list, const std::optional<Symbol>& symbol) {
    if (!symbol)
      reject("bad_code");
    else if (list != nullptr)
      list->push_back(*symbol);
  }
  void reject(const char* reason, std::size_t count = 1) {
    if (count > 0) out_.rejected[reason] += count;
  }
  SectorList take() {
    for (auto& [key, symbols] : lists_) {
      std::sort(symbols.begin(), symbols.end());
      symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
      if (symbols.empty()) continue;
      out_.rows += symbols.size();
      out_.sectors.push_back({key.first, key.second, std::move(symbols)});
    }
    return std::move(out_);
  }

 private:
  std::map<std::pair<SectorKind, std::string>, std::vector<Symbol>> lists_;
  SectorList out_;
};

std::optional<SectorKind> kind_of_prefix(std::string_view& name) {
  for (const auto& [prefix, kind] :
       {std::pair<std::string_view, SectorKind>{"GN_", SectorKind::theme},
        {"FG_", SectorKind::style},
        {"ZS_", SectorKind::index}}) {
    if (!name.starts_with(prefix)) continue;
    name.remove_prefix(prefix.size());
    return kind;
  }
  return std::nullopt;
}

}  // namespace

SectorList decode_tdx_blocks(std::span<const std::byte> bytes, SectorKind kind) {
  Collector out;
  if (bytes.size() < kHeader + kCount) {
    out.reject("truncated");
    return out.take();
  }
  const std::size_t promised = u16_at(bytes, kHeader);
  const std::size_t there = (bytes.size() - kHeader - kCount) / kRecord;
  if (promised > there) out.reject("truncated", promised - there);
  for (std::size_t i = 0; i < std::min(promised, there); ++i) {
    const auto record = bytes.subspan(kHeader + kCount + i * kRecord, kRecord);
    auto* list = out.list(kind, field(record, 0, kName));
    const std::size_t count = u16_at(record, kName);
    if (count > kSlots) out.reject("too_many", count - kSlots);
    for (std::size_t slot = 0; slot < std::min(count, kSlots); ++slot)
      out.add(list, symbol_of_code(field(record, kName + 4 + slot * kSlot, kSlot)));
  }
  return out.take();
}

SectorList decode_tdx_block_text(std::string_view gbk) {
  Collector out;
  std::vector<Symbol>* list = nullptr;
  Lines lines(gbk);
  while (lines.next()) {
    std::string_view line = core::trimmed(lines.text());
    if (line.starts_with('#')) {
      std::string_view name = line.substr(1, line.find(',') - 1);
      const auto kind = kind_of_prefix(name);
      if (!kind) out.reject("bad_row");
      list = kind ? out.list(*kind, name) : nullptr;
      continue;
    }
    for (const std::string_view item : core::split(line, ',')) {
      const std::string_view word = core::trimmed(item);
      if (word.empty()) continue;
      const std::size_t mark = word.find('#');
      out.add(list, mark == std::string_view::npos
                        ? std::nullopt
                        : symbol_of(word.substr(0, mark), word.substr(mark + 1)));
    }
  }
  return out.take();
}

SectorList decode_tdx_industries(std::string_view securities_gbk, std::string_view names_gbk) {
  Collector out;
  constexpr std::string_view kIndustry = "2";
  std::map<std::string, std::vector<std::vector<Symbol>*>, std::less<>> by_key;
  Lines names(names_gbk);
  while (names.next()) {
    const auto fields = core::split(core::trimmed(names.text()), '|');
    if (fields.size() < 6)
      out.reject("bad_row");
    else if (fields[2] == kIndustry && fields[5].starts_with('T'))
      if (auto* list = out.list(SectorKind::industry, fields[0]))
        by_key[std::string(fields[5])].push_back(list);
  }
  Lines securities(securities_gbk);
  while (securities.next()) {
    const auto fields = core::split(core::trimmed(securities.text()), '|');
    if (fields.size() < 3) {
      out.reject("bad_row");
      continue;
    }
    const auto symbol = symbol_of(fields[0], fields[1]);
    if (!symbol) out.reject("bad_code");
    for (std::size_t size = 1; symbol && size <= fields[2].size(); ++size)
      if (const auto at = by_key.find(fields[2].substr(0, size)); at != by_key.end())
        for (auto* list : at->second) list->push_back(*symbol);
  }
  return out.take();
}

std::vector<OwnBlock> decode_tdx_own_blocks(std::span<const std::byte> bytes) {
  std::vector<OwnBlock> blocks;
  for (std::size_t at = 0; at + kOwnRecord <= bytes.size(); at += kOwnRecord) {
    const auto name = name_of(field(bytes, at, kOwnName));
    const std::string_view stem = field(bytes, at + kOwnName, kOwnStem);
    const bool plain = !stem.empty() && std::all_of(stem.begin(), stem.end(), [](unsigned char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             c == '_' || c == '-';
    });
    if (name && plain) blocks.push_back({*name, std::string(stem)});
  }
  return blocks;
}

SectorList decode_tdx_own_list(std::string_view text, const std::string& name) {
  SectorList out;
  std::vector<Symbol> symbols;
  Lines lines(text);
  while (lines.next()) {
    const std::string_view line = core::trimmed(lines.text());
    const auto symbol =
        line.size() == 7 ? symbol_of(line.substr(0, 1), line.substr(1)) : std::nullopt;
    if (symbol)
      symbols.push_back(*symbol);
    else
      ++out.rejected["bad_code"];
  }
  std::sort(symbols.begin(), symbols.end());
  symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
  out.rows = symbols.size();
  if (!symbols.empty()) out.sectors.push_back({SectorKind::own, name, std::move(symbols)});
  return out;
}

Result<SectorList> parse_sector_csv(std::string_view text, const std::string& file,
                                    ImportReport& report) {
  FWQ_TRY_ASSIGN(row, ListCsv::open(text, file, {"sector", "symbol"}));
  std::map<std::pair<SectorKind, std::string>, std::vector<Symbol>> lists;
  while (row.next(report)) {
    const auto symbol = Symbol::parse(row["symbol"]);
    const std::string name = without_padding(row["sector"]);
    const auto kind = row["kind"].empty() ? Result<SectorKind>(SectorKind::own)
                                          : parse_sector_kind(core::to_lower(row["kind"]));
    if (!symbol)
      row.reject(report, "bad_code");
    else if (name.empty() || name.size() > kLongestName)
      row.reject(report, "bad_name");
    else if (has_bidi_control(name))
      row.reject(report, "bidi_control");
    else if (!kind)
      row.reject(report, "bad_kind");
    else
      lists[{*kind, name}].push_back(*symbol);
  }
  SectorList out;
  for (auto& [key, symbols] : lists) {
    std::sort(symbols.begin(), symbols.end());
    symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
    out.rows += symbols.size();
    out.sectors.push_back({key.first, key.second, std::move(symbols)});
  }
  if (out.sectors.empty())
    return Error{Errc::bad_data, file + " has no row that could be used: sector,symbol[,kind]",
                 file + " 没有可用的行：需要 sector,symbol[,kind]"};
  return out;
}

}  // namespace fwq::data
