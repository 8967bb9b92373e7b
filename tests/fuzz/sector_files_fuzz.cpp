// Any bytes as each of the files that lists of securities come in. What is accepted must be sound.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fwq/core/encoding.hpp"
#include "fwq/data/sector_files.hpp"

namespace {

void require(bool good) {
  if (!good) std::abort();
}

void require_sound(const fwq::data::SectorList& list) {
  std::size_t rows = 0;
  for (const auto& sector : list.sectors) {
    require(!sector.name.empty() && sector.name.size() <= 128 && fwq::core::is_utf8(sector.name));
    require(!sector.symbols.empty());
    require(std::is_sorted(sector.symbols.begin(), sector.symbols.end()));
    require(std::adjacent_find(sector.symbols.begin(), sector.symbols.end()) ==
            sector.symbols.end());
    for (const auto& symbol : sector.symbols) require(symbol.text().size() == 8);
    rows += sector.symbols.size();
  }
  require(rows == list.rows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fwq::data;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto bytes = std::as_bytes(std::span(text));
  require_sound(decode_tdx_blocks(bytes, SectorKind::theme));
  require_sound(decode_tdx_block_text(text));
  require_sound(decode_tdx_industries(text.substr(size / 2), text.substr(0, size / 2)));
  for (const auto& block : decode_tdx_own_blocks(bytes)) {
    require(!block.name.empty() && block.stem.find_first_of("./\\") == std::string::npos);
    require_sound(decode_tdx_own_list(text, block.name));
  }
  ImportReport report;
  if (const auto utf8 = fwq::core::to_utf8(text))
    if (const auto list = parse_sector_csv(*utf8, "list", report)) require_sound(*list);
  return 0;
}
