// Fuzz target: the themes file.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fwq/core/theme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto book = fwq::core::parse_themes({reinterpret_cast<const char*>(data), size});
  for (const auto& theme : book.themes) {
    // What was read has a name, is found by its id, and is safe where a style sheet takes it.
    if (theme.id.empty() || theme.name_en.empty() || theme.name_zh.empty()) std::abort();
    if (!fwq::core::find_theme(book, theme.id)) std::abort();
    if (!(theme.alpha >= 0 && theme.alpha <= 1)) std::abort();
    for (const auto& font : {theme.default_font, theme.code_font}) {
      if (font.empty() || font.find_first_of("\"'<>{};&\\\n") != font.npos) std::abort();
    }
    for (const auto& color : fwq::core::theme_colors()) {
      const auto value = theme.*(color.member);
      if (*fwq::core::parse_color(fwq::core::to_text(value)) != value) std::abort();
    }
  }
  return 0;
}
